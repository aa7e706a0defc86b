/** Follows a walkthrough in Markdown: applies its code blocks to a copy of the project. */
import { readFileSync, writeFileSync } from 'node:fs';
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
  const lines = text.split('\n').slice(0, -1);
  const context = lines.filter((line) => !line.startsWith('+')).map((line) => `${line.slice(1)}\n`);
  const after = lines.map((line) => `${line.slice(1)}\n`).join('');
  const parts = readFileSync(path, 'utf8').split(context.join(''));
  if (parts.length !== 2)
    throw new Error(`${file} holds these lines ${parts.length - 1} times:\n${context.join('')}`);
  writeFileSync(path, parts.join(after));
}
