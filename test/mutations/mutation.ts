/** A mutation: one defense removed by a small patch of the source, and the test that fails then. */

/** A test by its file and a part of its name. */
export interface NamedTest {
  /** Relative to the project's root. */
  readonly file: string;
  readonly name: string;
}

/** A row of docs/mutations.md. */
export interface Mutation {
  /** What the project guarantees. */
  readonly defence: string;
  /** What the project does with the patch, in words that are clear without the defense. */
  readonly change: string;
  /** The source that is patched, relative to the project's root. */
  readonly file: string;
  /** A text that occurs exactly once in the source. */
  readonly find: string;
  /** The text in its place. */
  readonly replace: string;
  readonly caughtBy: NamedTest;
}

/** Returns a title for the terminal. */
export function titleOf({ defence, change }: Pick<Mutation, 'defence' | 'change'>): string {
  return `${defence} → mutation: ${change}`;
}

/** Names a row of the attack suite that is played without limits on attempts. */
export function attack(name: string): NamedTest {
  return { file: 'test/attack/attack.test.ts', name };
}

/** Names a row of the attack suite that is played with the limits of every stage. */
export function throttled(name: string): NamedTest {
  return { file: 'test/attack/throttles.test.ts', name };
}

/** Names any other test. @param file relative to `test/` */
export function testOf(file: string, name: string): NamedTest {
  return { file: `test/${file}`, name };
}

/**
 * Returns the source with the patch applied.
 * @throws Error when the patch does not fit the source exactly once, or changes nothing
 */
export function applyMutation(source: string, { file, change, find, replace }: Mutation): string {
  const parts = source.split(find);
  if (find === '' || parts.length !== 2) {
    const count = find === '' ? 0 : parts.length - 1;
    throw new Error(`${file}: the text of "${change}" occurs ${count} times; it must occur exactly once`);
  }
  if (find === replace) throw new Error(`${file}: "${change}" changes nothing`);
  return parts.join(replace);
}
