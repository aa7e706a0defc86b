/** The look of a stage's pages: a JSON file next to the bundle, written when the app is synthesized. */

import { findLanguage } from './page-language';
import { isPageText, isPageTextKey, type OwnTexts } from './texts/own-texts';

/** The name of the file. */
export const LOOK_FILE = 'pages.json';

/** The look. */
export interface Look {
  /** The name of the service. */
  readonly name: string;
  /** As `#rrggbb`. @default - the built-in blue */
  readonly accentColor?: string | undefined;
  /** A PNG image as a `data:` URI. @default - none */
  readonly logo?: string | undefined;
  /** An `https://` URL. @default - none */
  readonly termsUrl?: string | undefined;
  /** An `https://` URL. @default - none */
  readonly privacyUrl?: string | undefined;
  /** Texts in place of the built-in ones. @default - none */
  readonly texts?: OwnTexts | undefined;
}

const HTTPS_URL = /^https:\/\/[^\s"'<>\\]{1,2048}$/;

/** What each member must be. */
const forms: Readonly<Record<Exclude<keyof Look, 'texts'>, RegExp>> = {
  name: /^[^\p{Cc}]{1,128}$/u,
  accentColor: /^#[0-9a-f]{6}$/i,
  logo: /^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/,
  termsUrl: HTTPS_URL,
  privacyUrl: HTTPS_URL,
};

/**
 * Parses the text of the file. A text of another form could break the style or the links of the pages, so the function
 * does not start with it.
 * @throws Error when it is not such a look
 */
export function parseLook(text: string): Look {
  const look: unknown = JSON.parse(text);
  if (typeof look !== 'object' || look === null || !('name' in look))
    throw new Error(`${LOOK_FILE}: it has no name`);
  for (const [member, value] of Object.entries(look)) {
    if (!isMember(member, value)) throw new Error(`${LOOK_FILE}: the member ${member} is not valid`);
  }
  return look as Look;
}

function isMember(member: string, value: unknown): boolean {
  if (member === 'texts') return isOwnTexts(value);
  const form = Object.hasOwn(forms, member) ? forms[member as keyof typeof forms] : undefined;
  return typeof value === 'string' && form?.test(value) === true;
}

/** Returns whether a value has texts of the pages by their languages. */
export function isOwnTexts(value: unknown): value is OwnTexts {
  return everyMember(
    value,
    (language, texts) =>
      findLanguage(language) !== undefined &&
      everyMember(texts, (key, text) => isPageTextKey(key) && isPageText(text)),
  );
}

function everyMember(value: unknown, holds: (name: string, member: unknown) => boolean): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([name, member]) => holds(name, member))
  );
}
