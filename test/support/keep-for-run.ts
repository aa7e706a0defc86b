/** Shares slow results among all suites of a test run, in the run's folder. */
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
 * Returns the key of a value. Different values have different keys, even if they differ only in an undefined
 * property or a class. A function has no key, because its references are unknown.
 */
export function keyOf(value: unknown): string | undefined {
  const text = inspect(value, EVERYTHING);
  if (/\[(Function|AsyncFunction|GeneratorFunction|class|Getter|Setter|Circular)/.test(text))
    return undefined;
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Returns a result as JSON. The first suite that asks creates it, and the others read it.
 * @param of everything that it depends on, except the sources
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
    // Written atomically, because other workers read it.
    const temporary = `${path}.${randomUUID()}`;
    writeFileSync(temporary, JSON.stringify(made));
    renameSync(temporary, path);
    return made;
  }
}
