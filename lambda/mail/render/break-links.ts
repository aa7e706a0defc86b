/** Keeps mail clients from showing a text that a user chose as a link. */

/** The word joiner: it has no width, and breaks no line (Unicode Standard Annex 14). */
const WORD_JOINER = '\u2060';

/** Returns the text with a word joiner after each dot, so that no part of it looks like the name of a host. */
export function breakLinks(text: string): string {
  return text.replaceAll('.', `.${WORD_JOINER}`);
}
