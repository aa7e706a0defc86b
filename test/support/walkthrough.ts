/** Follows a walkthrough in Markdown: applies its code blocks to a copy of the project. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A code block whose info string names a file: ` ```diff lambda/routes.ts ` or ` ```ts lambda/foo/get-bar.ts `. */
export interface Step {
  /** `diff`: lines to add to the file. Anything else: the whole file. */
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

/** Reads the steps of a text, in their order. */
export function readSteps(markdown: string): readonly Step[] {
  return [...markdown.matchAll(/^```(\w+) (\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', file = '', text = '']) => ({ language, file, text }),
  );
}

/**
 * Applies a step as a reader would.
 * @throws Error unless the file contains the step's context lines exactly once
 */
export function applyStep(project: string, { language, file, text }: Step): void {
  const path = join(project, file);
  if (language !== 'diff') {
    writeFileSync(path, text, { flag: 'wx' });
    return;
  }
  const { before, after } = readDiff(text);
  const parts = readFileSync(path, 'utf8').split(before);
  if (parts.length !== 2) throw new Error(`${file} holds these lines ${parts.length - 1} times:\n${before}`);
  writeFileSync(path, parts.join(after));
}

/**
 * Reverts a step that was already applied, so that tests also pass in a project in which the walkthrough was
 * followed.
 */
export function revertStep(project: string, { language, file, text }: Step): void {
  const path = join(project, file);
  if (!existsSync(path)) return;
  const present = readFileSync(path, 'utf8');
  if (language !== 'diff') {
    if (present === text) rmSync(path);
    return;
  }
  const { before, after } = readDiff(text);
  const parts = present.split(after);
  if (parts.length === 2) writeFileSync(path, parts.join(before));
}

function readDiff(text: string): { readonly before: string; readonly after: string } {
  const lines = text.split('\n').slice(0, -1);
  const join = (some: readonly string[]) => some.map((line) => `${line.slice(1)}\n`).join('');
  return { before: join(lines.filter((line) => !line.startsWith('+'))), after: join(lines) };
}
