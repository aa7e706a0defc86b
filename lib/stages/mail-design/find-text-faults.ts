/** Finds faults in the templates of a stage's mails. */
import { mailPlaceholders } from '../../../lambda/mail-templates/mail-placeholders';
import { mailLanguages } from '../../../lambda/mail-templates/mail-template';
import type { MailTextSettings, MailTextsByLanguage } from '../mail-design-settings';
import { findObjectFaults, type SettingFault } from './setting-fault';

const kinds = Object.keys(mailPlaceholders);
const placeholdersOf: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(mailPlaceholders));

/**
 * The placeholders of a subject. A locked screen shows subjects: no code and no link. The username is of the account
 * that asked, and may be written for the reader of the mail.
 */
const SUBJECT = ['service'];

/** Placeholders that are paragraphs of their own, so that both parts of the mail show them on a line of their own. */
const ALONE = ['{code}', '{link}'];

/** Control characters, line ends, lone surrogates, and characters that reverse the order of others. */
const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** A character that readers see. */
const VISIBLE = /[^\p{Z}\p{C}]/u;

/** Mail clients show these as links. Notices hold none, and other mails only their own. */
const URL_IN_TEXT = /:\/\/|\bwww\.|\bmailto:/i;

const MAX_PARAGRAPHS = 20;

/** Returns the faults of templates. Their types are checked too: stages may be written in JavaScript. */
export function findTextFaults(
  texts: MailTextsByLanguage | undefined,
  path: string,
): readonly SettingFault[] {
  return findObjectFaults(texts, mailLanguages, path, (byLanguage) =>
    mailLanguages.flatMap((language) =>
      findObjectFaults(byLanguage[language], kinds, `${path}.${language}`, (byKind) =>
        Object.entries(byKind).flatMap(([kind, template]) =>
          findTemplateFaults(template, placeholdersOf.get(kind), `${path}.${language}['${kind}']`),
        ),
      ),
    ),
  );
}

function findTemplateFaults(
  template: MailTextSettings | undefined,
  placeholders: readonly string[] | undefined,
  path: string,
): readonly SettingFault[] {
  // the kind is unknown, which is a fault of its own
  if (placeholders === undefined) return [];
  const members = ['subject', 'paragraphs', ...(placeholders.includes('link') ? ['button'] : [])];
  return findObjectFaults(template, members, path, ({ subject, paragraphs, button }) => [
    ...(subject === undefined ? [] : findLineFaults(subject, SUBJECT, 200, `${path}.subject`)),
    ...(button === undefined ? [] : findLineFaults(button, [], 60, `${path}.button`)),
    ...(paragraphs === undefined ? [] : findParagraphFaults(paragraphs, placeholders, `${path}.paragraphs`)),
  ]);
}

function findParagraphFaults(
  paragraphs: readonly string[],
  placeholders: readonly string[],
  path: string,
): readonly SettingFault[] {
  if (!Array.isArray(paragraphs) || paragraphs.length === 0 || paragraphs.length > MAX_PARAGRAPHS) {
    return [{ path, demand: `must be a list of 1 to ${MAX_PARAGRAPHS} paragraphs`, value: paragraphs }];
  }
  const count = (alone: string) => paragraphs.filter((paragraph) => paragraph === alone).length;
  const demands = [
    ...(placeholders.includes('code') && count('{code}') !== 1
      ? ['must have one paragraph that is {code}']
      : []),
    ...(count('{link}') > 1 ? ['must have at most one paragraph that is {link}'] : []),
  ];
  return [
    ...paragraphs.flatMap((paragraph, index) =>
      findLineFaults(paragraph, placeholders, 1_000, `${path}[${index}]`),
    ),
    ...demands.map((demand) => ({ path, demand, value: paragraphs })),
  ];
}

/** Returns the first fault of a text that is one line. */
function findLineFaults(
  text: string,
  placeholders: readonly string[],
  maxLength: number,
  path: string,
): readonly SettingFault[] {
  const demand = findLineDemand(text, placeholders, maxLength);
  return demand === undefined ? [] : [{ path, demand, value: text }];
}

function findLineDemand(
  text: string,
  placeholders: readonly string[],
  maxLength: number,
): string | undefined {
  if (typeof text !== 'string' || !VISIBLE.test(text) || text.length > maxLength) {
    return `must be a text of 1 to ${maxLength} characters`;
  }
  if (CONTROL.test(text)) return 'must hold no line end and no other control character';
  if (URL_IN_TEXT.test(text)) return 'must hold no URL: look.layout may hold links';
  const fault = findPlaceholderFault(text, placeholders);
  if (fault !== undefined) return fault;
  const inside = ALONE.find((alone) => text.includes(alone) && text !== alone);
  return inside === undefined ? undefined : `must have ${inside} as a paragraph of its own`;
}

/** Returns what is wrong with the braces of a text; undefined if each pair is around one of the placeholders. */
export function findPlaceholderFault(text: string, placeholders: readonly string[]): string | undefined {
  const pair = /\{([^{}]*)\}/g;
  if (/[{}]/.test(text.replace(pair, '')))
    return 'must close each brace, and hold braces only around placeholders';
  const names = [...text.matchAll(pair)].map(([, name = '']) => name);
  const unknown = names.find((name) => !placeholders.includes(name));
  if (unknown === undefined) return undefined;
  const known = placeholders.map((name) => `{${name}}`).join(', ');
  return `must hold ${known === '' ? 'no placeholder' : `no placeholder but ${known}`}, and holds {${unknown}}`;
}
