/** Reads the cost parameters of a password hash. */
import type { HashParameters } from './password-hasher';

/** The parameters of a stage that does not set others. */
export const defaultHashParameters: HashParameters = { memoryKib: 19_456, iterations: 2, parallelism: 1 };

/**
 * Returns the parameters of a hash, or the defaults when Latchkey did not make it. A command does not know
 * the parameters of its stage. With those of the account's own hash, a sign-in costs the same as before.
 */
export function readHashParameters(hash: string): HashParameters {
  const [, id, , costs = ''] = hash.split('$');
  const values = new Map(costs.split(',').map((cost) => [cost.slice(0, 2), Number(cost.slice(2))]));
  const [memoryKib, iterations, parallelism] = ['m=', 't=', 'p='].map((name) => values.get(name));
  if (id !== 'argon2id' || !memoryKib || !iterations || !parallelism) return defaultHashParameters;
  return { memoryKib, iterations, parallelism };
}
