/** Reads the example program in the client's README. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the program, the README's only TypeScript block. */
export function readClientExample(): string {
  const readme = readFileSync(join(__dirname, '..', '..', 'client', 'README.md'), 'utf8');
  const [example, ...others] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
  if (example === undefined || others.length > 0)
    throw new Error('client/README.md must have exactly one TypeScript block');
  return example;
}
