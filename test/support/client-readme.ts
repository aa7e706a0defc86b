/** Reads the example programs in the client's README. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the program: the README's only TypeScript block that creates a client. Other blocks are parts of programs. */
export function readClientExample(): string {
  const [example, ...others] = blocksOf(readReadme()).filter((code) => code.includes('createClient('));
  if (example === undefined || others.length > 0)
    throw new Error('client/README.md must have exactly one TypeScript block that creates a client');
  return example;
}

/** Returns the parts of programs that use passkeys, as one program. They need a browser. */
export function readPasskeyExamples(): string {
  const [, section = ''] = /^## Passkeys\n([\s\S]*?)^## /m.exec(readReadme()) ?? [];
  return blocksOf(section).join('');
}

function readReadme(): string {
  return readFileSync(join(__dirname, '..', '..', 'client', 'README.md'), 'utf8');
}

function blocksOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/```ts\n([\s\S]*?)```/g)].flatMap(([, code = '']) => code);
}
