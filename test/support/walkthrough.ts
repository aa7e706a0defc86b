/** Follows a walkthrough in Markdown: applies its code blocks to a copy of the project. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A code block whose info string names a file: ` ```diff lambda/routes.ts ` or ` ```ts lambda/foo/get-bar.ts `. */
export interface Step {
  /** `diff`: lines to add to the file; anything else: the whole file. */
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

/** The steps of a text, in their order. */
export function readSteps(markdown: string): readonly Step[] {
  return [...markdown.matchAll(/^```(\w+) (\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', file = '', text = '']) => ({ language, file, text }),
  );
}

/**
 * Applies a step as a reader would.
 * @throws Error when the file does not hold the lines that the step shows around its own, exactly once
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

/** Takes a step back where it was applied already, so that a walkthrough can be followed by those who have followed it. */
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
