/** Finds the tests that pages of the documentation name. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attacks, throttledAttacks } from '../attack/rows';
import { attack, type NamedTest, throttled } from './mutation';

const root = join(__dirname, '..', '..');

/** The names of tests that are made from rows. */
const rows: Readonly<Record<string, readonly string[]>> = {
  [attack('').file]: Object.values(attacks).flatMap((group) => group.map((row) => row.attack)),
  [throttled('').file]: Object.values(throttledAttacks).flatMap((group) => group.map((row) => row.attack)),
};

/** Returns why a test does not exist; undefined if it does. */
export function findMissingTest({ file, name }: NamedTest): string | undefined {
  const path = join(root, file);
  if (!existsSync(path)) return `there is no ${file}: has it been renamed?`;
  const names = rows[file] ?? [readFileSync(path, 'utf8').replaceAll("\\'", "'")];
  return names.some((text) => text.includes(name)) ? undefined : `${file} has no test "${name}"`;
}
