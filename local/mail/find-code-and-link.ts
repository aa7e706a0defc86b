/** Finds the code and the link in the text of a mail, for the inbox and for tests. */

/** What a mail asks its reader to use. */
export interface CodeAndLink {
  /** The first line that is only a code, as it is written. @default - there is none */
  readonly code?: string;
  /** The first link. @default - there is none */
  readonly link?: string;
}

/**
 * Upper-case letters and digits, in groups of the same length that a space or a hyphen separates: `123456`,
 * `K7QM 2XPD`, `ABC-DEF-GH2`.
 */
const CODE = /^(?=(?:[\s-]*[A-Z0-9]){6})([A-Z0-9]{2,12})(?:[ -][A-Z0-9]{2,12})*$/;

/** Punctuation at the end of a sentence is not part of a link. */
const LINK = /https?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]]/i;

/**
 * Finds both. A code is a line by itself with at least six upper-case letters and digits, in one group or in
 * several of the same length. A link begins with `http://` or `https://`.
 */
export function findCodeAndLink(text = ''): CodeAndLink {
  const code = text
    .split('\n')
    .map((line) => line.trim())
    .find(isCode);
  const [link] = LINK.exec(text) ?? [];
  return { ...(code !== undefined && { code }), ...(link !== undefined && { link }) };
}

function isCode(line: string): boolean {
  const [, first = ''] = CODE.exec(line) ?? [];
  return first !== '' && line.split(/[ -]/).every(({ length }) => length === first.length);
}
