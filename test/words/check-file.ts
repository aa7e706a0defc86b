/** Checks the words of one file. */
import type { Offence } from './offence';
import { lineAt, type Passage } from './passage';
import type { Phrase } from './phrases';
import { readCode } from './read-code';
import { readHashComments, readStyleComments } from './read-comments';
import { readMarkdown } from './read-markdown';
import { averageOf, BOUNDS, listSentences } from './sentences';

/** Files with texts for users in their strings. In a test, strings are data. */
const WITH_STRINGS = /^(bench|bin|client\/src|lambda|lib|local)\//;

/** Starts and ends lines that quote what is not to be written. */
const OFF = /^\s*(<!--|\/\/|#)\s*words-off\b/;
const ON = /^\s*(<!--|\/\/|#)\s*words-on\b/;

/** Returns the prose of a file, or nothing for a file of another kind. */
export function readPassages(path: string, source: string): readonly Passage[] {
  if (/\.md$/.test(path)) return readMarkdown(source);
  if (/\.[cm]?[jt]s$/.test(path)) return readCode(source, { withStrings: WITH_STRINGS.test(path) });
  if (/\.css$/.test(path)) return readStyleComments(source);
  if (/\.(sh|ya?ml|env)$/.test(path) || source.startsWith('#!/usr/bin/env bash'))
    return readHashComments(source);
  return [];
}

/** Returns the offenses of a file in the order of its lines. */
export function checkFile(path: string, source: string, phrases: readonly Phrase[]): readonly Offence[] {
  const passages = readPassages(path, source);
  const quoted = quotedLines(source);
  const found = passages.flatMap((passage) => findPhrases(path, passage, phrases));
  return [...found, ...findLongSentences(path, passages)]
    .filter(({ line }) => !quoted.has(line))
    .sort((one, other) => one.line - other.line);
}

function findPhrases(path: string, passage: Passage, phrases: readonly Phrase[]): readonly Offence[] {
  return phrases.flatMap(({ pattern, instead }) =>
    [...passage.text.matchAll(toExpression(pattern))].map(({ 0: text, index }) => ({
      path,
      line: lineAt(passage, index),
      found: text.replace(/\s+/g, ' ').trim(),
      instead,
    })),
  );
}

const expressions = new Map<string, RegExp>();

function toExpression(pattern: string): RegExp {
  let expression = expressions.get(pattern);
  if (!expression) {
    expression = new RegExp(`(?<![\\w-])(?:${pattern.replaceAll(' ', '\\s+')})(?![\\w-])`, 'gi');
    expressions.set(pattern, expression);
  }
  return expression;
}

function findLongSentences(path: string, passages: readonly Passage[]): readonly Offence[] {
  const sentences = listSentences(passages);
  const long = sentences
    .filter(({ words }) => words > BOUNDS.longest)
    .map(({ line, words, text }) => ({
      path,
      line,
      found: `${text.replace(/\s+/g, ' ').slice(0, 60)}…`,
      instead: `at most ${BOUNDS.longest} words: this sentence has ${words}`,
    }));
  const average = averageOf(sentences);
  if (average <= BOUNDS.average) return long;
  const instead = `shorter sentences: they have ${average.toFixed(1)} words on average, and ${BOUNDS.average} are allowed`;
  return [...long, { path, line: 1, found: 'the whole document', instead }];
}

/** Returns the numbers of the lines between the marks. */
function quotedLines(source: string): ReadonlySet<number> {
  const lines = new Set<number>();
  let isQuoted = false;
  source.split('\n').forEach((text, index) => {
    if (OFF.test(text)) isQuoted = true;
    if (ON.test(text)) isQuoted = false;
    if (isQuoted) lines.add(index + 1);
  });
  return lines;
}
