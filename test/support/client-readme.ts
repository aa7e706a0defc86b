/** Reads the program that the client's README shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The program: the README's only block of TypeScript. */
export function readClientExample(): string {
  const readme = readFileSync(join(__dirname, '..', '..', 'client', 'README.md'), 'utf8');
  const [example, ...others] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
  if (example === undefined || others.length > 0) throw new Error('client/README.md has to show one program');
  return example;
}
