/** Derives the usernames of imported accounts whose lines have an e-mail address in place of one. */
import { createHash } from 'node:crypto';
import type { Username } from '../../accounts/username';

/** Crockford's base32 in lower case: letters and digits that are not mistaken for each other. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Symbols of 5 bits. Among ten million accounts, two of one username are unlikely (1 in 20,000). */
const LENGTH = 12;

/**
 * Derives the username of an account from its id, such as `user-7k2m9q4t8w3x`. Nothing of the address is in it:
 * usernames are shown to others, and the local part of an address is not unique. A resumed import derives the
 * same username.
 */
export function deriveUsername(sub: string): Username {
  const symbols = [...createHash('sha256').update(`username ${sub}`).digest().subarray(0, LENGTH)];
  const username = `user-${symbols.map((byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;
  return { shown: username, normalised: username };
}
