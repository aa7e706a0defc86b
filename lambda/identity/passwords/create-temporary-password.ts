/** Makes temporary passwords. */
import { randomInt } from 'node:crypto';

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
