/** Reads a password hash of any known algorithm: one that was imported, or one of Latchkey's own. */
import type { HashReader, PasswordCheck } from './hash-reader';
import { readArgon2id } from './read-argon2id';
import { readBcrypt } from './read-bcrypt';
import { readFirebaseScrypt } from './read-firebase-scrypt';
import { readPbkdf2 } from './read-pbkdf2';
import { readScrypt } from './read-scrypt';
import { UnusableHashError } from './unusable-hash-error';

/** Far beyond the longest known form. */
const MAX_LENGTH = 1_024;

const READERS: readonly HashReader[] = [readArgon2id, readBcrypt, readScrypt, readFirebaseScrypt, readPbkdf2];

/**
 * Reads a hash, and does no costly work yet.
 * @throws UnusableHashError when its form is unknown, or it costs more to verify than a sign-in may
 */
export function readHash(hash: string): PasswordCheck {
  if (hash.length <= MAX_LENGTH) {
    for (const read of READERS) {
      const check = read(hash);
      if (check !== undefined) return check;
    }
  }
  throw new UnusableHashError(
    'the password hash is of no known form: argon2id, bcrypt, scrypt and PBKDF2 are known',
  );
}
