/** Reads at what cost a password was hashed. */
import type { HashParameters } from './password-hasher';

/** Those of a stage that sets no others. */
export const defaultHashParameters: HashParameters = { memoryKib: 19_456, iterations: 2, parallelism: 1 };

/**
 * The parameters of a hash, or the default ones where it is none of ours. A command does not know those of its stage: with those of
 * the account's own hash, a sign-in to it costs what it did before.
 */
export function readHashParameters(hash: string): HashParameters {
  const [, id, , costs = ''] = hash.split('$');
  const values = new Map(costs.split(',').map((cost) => [cost.slice(0, 2), Number(cost.slice(2))]));
  const [memoryKib, iterations, parallelism] = ['m=', 't=', 'p='].map((name) => values.get(name));
  if (id !== 'argon2id' || !memoryKib || !iterations || !parallelism) return defaultHashParameters;
  return { memoryKib, iterations, parallelism };
}
