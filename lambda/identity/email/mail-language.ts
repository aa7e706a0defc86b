/** Chooses the language of a mail by the request that causes it. */
import { type MailLanguage, mailLanguages } from '../../mail-templates/mail-template';

/** One member of the header: a language tag or `*`, and its weight. */
const RANGE =
  /^\s*(?<tag>\*|[A-Za-z]{1,8})(-[A-Za-z0-9]{1,8})*\s*(;\s*[qQ]\s*=\s*(?<weight>0(\.\d{0,3})?|1(\.0{0,3})?)\s*)?$/;

/** Far more members than a browser sends. */
const MAX_RANGES = 20;

/**
 * Returns the language that an `Accept-Language` header prefers (RFC 9110 section 12.5.4). Regions do not
 * matter: `de-CH` is German. English, when the header is absent or names no language of ours.
 */
export function chooseMailLanguage(header: string | undefined): MailLanguage {
  const ranges = (header ?? '').slice(0, 1_000).split(',', MAX_RANGES).flatMap(readRange);
  const weightOf = (language: MailLanguage) =>
    (ranges.find(({ tag }) => tag === language) ?? ranges.find(({ tag }) => tag === '*'))?.weight ?? 0;
  // of equal weights, the language that comes first in the header wins, and then English
  const placeOf = (language: MailLanguage) =>
    (ranges.findIndex(({ tag }) => tag === language) + ranges.length + 1) % (ranges.length + 1);
  const [best = 'en'] = [...mailLanguages].sort(
    (one, other) => weightOf(other) - weightOf(one) || placeOf(one) - placeOf(other),
  );
  return weightOf(best) > 0 ? best : 'en';
}

function readRange(text: string): readonly { readonly tag: string; readonly weight: number }[] {
  const { tag, weight = '1' } = RANGE.exec(text)?.groups ?? {};
  return tag === undefined ? [] : [{ tag: tag.toLowerCase(), weight: Number(weight) }];
}
