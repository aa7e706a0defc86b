/** What the checks of words read: pieces of prose, cut out of files of several languages. */

/** A comment, a text for users, or a block of a document. */
export interface Passage {
  /** The number of its first line in the file. */
  readonly line: number;
  /** Its text. Line breaks are those of the file; code is replaced by `CODE`. */
  readonly text: string;
  /** Whether it is made of whole sentences: a paragraph or an item of a list in a document. */
  readonly hasSentences?: boolean;
}

/** Replaces code in a passage. It counts as one word. */
export const CODE = '§';

/** Replaces inline code and addresses, which may hold any word. Line breaks stay. */
export function withoutCode(text: string): string {
  return text
    .replace(/```[\s\S]*?```|`[^`]*`/g, (code) => CODE + '\n'.repeat(code.split('\n').length - 1))
    .replace(/\bhttps?:\/\/\S+/g, CODE);
}

/** Returns the number of the line in which an offset of a passage lies. */
export function lineAt({ line, text }: Passage, offset: number): number {
  return line + text.slice(0, offset).split('\n').length - 1;
}
