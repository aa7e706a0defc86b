/** Reads the forbidden synonyms out of docs/glossary.md. */
import type { Phrase } from './phrases';

/** A row of a table: term, meaning, source, and in backquotes the synonyms that are not written. */
const ROW = /^\|([^|]+)\|[^|]+\|[^|]+\|([^|]*)\|$/gm;

/** @throws Error when the document holds no synonym, so that a change of its form does not end the check */
export function readSynonyms(glossary: string): readonly Phrase[] {
  const phrases = [...glossary.matchAll(ROW)].flatMap(([, term = '', not = '']) =>
    [...not.matchAll(/`([^`]+)`/g)].map(([, synonym = '']) => ({
      pattern: `${escapePattern(synonym)}(s|es|'s)?`,
      instead: `"${term.trim()}" (docs/glossary.md)`,
    })),
  );
  if (phrases.length === 0) throw new Error('docs/glossary.md has no row with a forbidden synonym');
  return phrases;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
