/** Reads a password hash of any known algorithm: an imported one, or one of Latchkey's own. */
import type { HashReader, PasswordCheck } from './hash-reader';
import { readArgon2id } from './read-argon2id';
import { readBcrypt } from './read-bcrypt';
import { readFirebaseScrypt } from './read-firebase-scrypt';
import { readPbkdf2 } from './read-pbkdf2';
import { readScrypt } from './read-scrypt';
import { UnusableHashError } from './unusable-hash-error';

/** Far longer than the longest known format. */
const MAX_LENGTH = 1_024;

const READERS: readonly HashReader[] = [readArgon2id, readBcrypt, readScrypt, readFirebaseScrypt, readPbkdf2];

/**
 * Reads a hash without costly work.
 * @throws UnusableHashError when its format is unknown, or it costs more to verify than a sign-in may
 */
export function readHash(hash: string): PasswordCheck {
  if (hash.length <= MAX_LENGTH) {
    for (const read of READERS) {
      const check = read(hash);
      if (check !== undefined) return check;
    }
  }
  throw new UnusableHashError(
    'the format of the password hash is unknown: argon2id, bcrypt, scrypt and PBKDF2 are supported',
  );
}
