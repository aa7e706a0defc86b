/** Hashes and verifies passwords with argon2id. */
import { randomBytes } from 'node:crypto';
import { normalisePassword } from './password-policy';

/** argon2id's cost (RFC 9106 section 3.1). */
export interface HashParameters {
  readonly memoryKib: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** What operations need of a password hash function. Hashes are PHC strings. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
  /** Whether a hash was made with another algorithm or other parameters than today's. */
  isOutdated(hash: string): Promise<boolean>;
  /** A hash that no password has and that costs as much to verify as a real one: for accounts that don't exist. */
  readonly decoy: string;
}

const ID = '$argon2id$';
const TAG_BYTES = 32;
const SALT_BYTES = 16;

/** Makes the hasher. The native module is loaded at the first hash: most routes need none. */
export function createPasswordHasher({ memoryKib, iterations, parallelism }: HashParameters): PasswordHasher {
  const cost = { memoryCost: memoryKib, timeCost: iterations, parallelism };
  return {
    async hash(password) {
      const argon2 = await loadArgon2();
      return argon2.hash(normalisePassword(password), {
        type: argon2.argon2id,
        hashLength: TAG_BYTES,
        ...cost,
      });
    },
    async verify(hash, password) {
      const argon2 = await loadArgon2();
      return argon2.verify(hash, normalisePassword(password));
    },
    async isOutdated(hash) {
      const argon2 = await loadArgon2();
      return !hash.startsWith(ID) || argon2.needsRehash(hash, cost);
    },
    decoy: [
      `${ID}v=19`,
      `m=${memoryKib},p=${parallelism},t=${iterations}`,
      phcBase64(SALT_BYTES),
      phcBase64(TAG_BYTES),
    ].join('$'),
  };
}

async function loadArgon2() {
  return (await import('argon2')).default;
}

/** Random bytes in the PHC string format's base64: without padding. */
function phcBase64(bytes: number): string {
  return randomBytes(bytes).toString('base64').replaceAll('=', '');
}
