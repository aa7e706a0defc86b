/** Measures the sentences of documents. */
import { lineAt, type Passage } from './passage';

/** The bounds of docs/style.md, in words. */
export const BOUNDS = { average: 20, longest: 40 } as const;

export interface Sentence {
  readonly line: number;
  readonly words: number;
  readonly text: string;
}

/** An end of a sentence, with closing quotes and brackets behind it and the start of the next. */
const END = /(?<=[.!?]["'”’)\]]*)(?<!\b(?:e\.g|i\.e|etc|vs|cf|No)\.)\s+(?=["'“‘([]*[\p{Lu}\d§])/u;

/** Returns the sentences of paragraphs and items. Headings and tables have none. */
export function listSentences(passages: readonly Passage[]): readonly Sentence[] {
  return passages
    .filter(({ hasSentences }) => hasSentences)
    .flatMap((passage) => {
      let offset = 0;
      return passage.text.split(END).map((text): Sentence => {
        const start = passage.text.indexOf(text, offset);
        offset = start + text.length;
        return { line: lineAt(passage, start), words: countWords(text), text };
      });
    })
    .filter(({ words }) => words > 0);
}

/** A word has a letter, a digit or stands for code. */
function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\d§]/u.test(word)).length;
}

/** @returns 0 for a document without sentences */
export function averageOf(sentences: readonly Sentence[]): number {
  return sentences.length === 0 ? 0 : sentences.reduce((sum, { words }) => sum + words, 0) / sentences.length;
}
