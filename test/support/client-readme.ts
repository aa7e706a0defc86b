/** Reads the example program in the client's README. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the program: the README's only TypeScript block that creates a client. Other blocks are parts of programs. */
export function readClientExample(): string {
  const readme = readFileSync(join(__dirname, '..', '..', 'client', 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
  const [example, ...others] = blocks.filter((code) => code?.includes('createClient('));
  if (example === undefined || others.length > 0)
    throw new Error('client/README.md must have exactly one TypeScript block that creates a client');
  return example;
}
