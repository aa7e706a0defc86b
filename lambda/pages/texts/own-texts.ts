/** Texts of the owner, in place of those of the pages. */
import type { PageLanguage } from '../page-model';
import type { PageTexts } from './page-texts';
import { pageTexts } from './texts';

type KeysOf<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string
    ? Key
    : Texts[Key] extends (...input: never) => string
      ? never
      : `${Key}.${KeysOf<Texts[Key]>}`;
}[keyof Texts & string];

/** The place of a text without parameters, such as `signIn.title`. */
export type PageTextKey = KeysOf<PageTexts>;

/** Texts by language, then by their place. */
export type OwnTexts = {
  readonly [Language in PageLanguage]?: { readonly [Key in PageTextKey]?: string };
};

/** The most characters of a text: a page fits into the first round trip. */
const MAX_TEXT = 500;

/** Returns whether a text may stand on a page. */
export function isPageText(text: unknown): text is string {
  return typeof text === 'string' && text.length <= MAX_TEXT && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
}

/** Returns whether the pages have such a text. */
export function isPageTextKey(key: string): key is PageTextKey {
  return typeof find(pageTexts.en, key.split('.')) === 'string';
}

/** Returns the texts of a language, with those of the owner in their places. */
export function withOwnTexts(language: PageLanguage, own: OwnTexts = {}): PageTexts {
  return Object.entries(own[language] ?? {}).reduce<PageTexts>(
    (texts, [key, text]) => replace(texts, key.split('.'), text) as PageTexts,
    pageTexts[language],
  );
}

function find(texts: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return texts;
  if (typeof texts !== 'object' || texts === null || !Object.hasOwn(texts, first)) return undefined;
  return find((texts as Record<string, unknown>)[first], rest);
}

function replace(texts: unknown, [first, ...rest]: readonly string[], text: string): unknown {
  if (first === undefined) return text;
  const group = texts as Record<string, unknown>;
  return { ...group, [first]: replace(group[first], rest, text) };
}
