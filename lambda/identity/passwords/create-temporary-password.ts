/** Creates temporary passwords. */
import { randomInt } from 'node:crypto';

/** Omits characters that look alike: the password may be read out on the telephone or copied from paper. */
const ALPHABET = '23456789abcdefghijkmnpqrstuvwxyz';
const GROUPS = 5;
const GROUP_LENGTH = 4;

/** Creates a password of 20 characters with 5 random bits each, in groups. */
export function createTemporaryPassword(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
