/** Keeps what takes long to make for all suites of a test run, in its folder. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';

const EVERYTHING = {
  depth: Number.POSITIVE_INFINITY,
  maxArrayLength: Number.POSITIVE_INFINITY,
  maxStringLength: Number.POSITIVE_INFINITY,
  sorted: true,
};

/**
 * Returns the key of a value: another one wherever the values differ, also by a property that is undefined, or by a class.
 * A function has none, since nothing tells what it refers to.
 */
export function keyOf(value: unknown): string | undefined {
  const text = inspect(value, EVERYTHING);
  if (/\[(Function|AsyncFunction|GeneratorFunction|class|Getter|Setter|Circular)/.test(text))
    return undefined;
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Returns the JSON of what is made, which the first suite that asks makes, and the others read.
 * @param of everything that it depends on beside the sources
 */
export function keepForRun<Made>(of: unknown, make: () => Made): Made {
  const key = keyOf(of);
  const folder = process.env.TEST_RUN_FOLDER;
  if (key === undefined || folder === undefined) return make();
  const path = join(folder, 'kept', `${key}.json`);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    const made = make();
    mkdirSync(dirname(path), { recursive: true });
    // at once: other workers read it
    const temporary = `${path}.${randomUUID()}`;
    writeFileSync(temporary, JSON.stringify(made));
    renameSync(temporary, path);
    return made;
  }
}
