/** Temporary passwords: what an operator gives to a user who has no other way in, to be changed at the sign-in. */
import { randomInt } from 'node:crypto';
import type { HashParameters } from './password-hasher';

/** How long one is valid. */
export const TEMPORARY_PASSWORD_MS = 86_400_000;

/** Without those that are easily taken for each other: it is read out on the telephone, and copied from paper. */
const ALPHABET = '23456789abcdefghijkmnpqrstuvwxyz';
const GROUPS = 5;
const GROUP_LENGTH = 4;

/** Makes one: 20 characters of 5 bits each, in groups. */
export function createTemporaryPassword(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** Whether the account's password is a temporary one that is no longer valid. @param millis now */
export function isTemporaryPasswordExpired(
  { passwordTemporaryUntil: until }: { readonly passwordTemporaryUntil?: number | undefined },
  millis: number,
): boolean {
  return until !== undefined && until <= millis;
}

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
