/** Hashes and verifies passwords with argon2id. */
import { randomBytes } from 'node:crypto';
import type { VerifyImportedHash } from './imported-hashes/verify-imported-hash';
import { NO_PASSWORD } from './no-password';
import { normalisePassword } from './password-policy';

/** The cost parameters of argon2id (RFC 9106 section 3.1). */
export interface HashParameters {
  readonly memoryKib: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** Hashes and verifies passwords. Hashes are PHC strings, or imported hashes. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /**
   * Verifies a password, both as typed and in its normalized form. An `undefined` hash and `NO_PASSWORD` cost the same
   * and never match. The work is one hash of each form under each of the parameters in use, for a hash
   * with any of them. Any other hash is verified in addition. A hash that would cost too much is never verified.
   */
  verify(hash: string | undefined, password: string): Promise<boolean>;
  /**
   * Whether a hash was made with another algorithm or other parameters than the current ones, and may be
   * replaced by a new hash. It may not be replaced when it covers only the first bytes of the password: a
   * typing error after them would replace the password.
   * @param password the password that the hash was just verified with
   */
  isOutdated(hash: string, password: string): Promise<boolean>;
}

const ID = '$argon2id$';
const TAG_BYTES = 32;
const SALT_BYTES = 16;

/** The settings of a hasher. */
export interface HasherSettings {
  /** The parameters of new hashes. */
  readonly current: HashParameters;
  /** Other parameters that stored hashes may have. @default - none */
  readonly former?: readonly HashParameters[];
  /** Verifies any other hash: an imported one, or one with parameters that are not listed. */
  readonly verifyImportedHash: VerifyImportedHash;
}

/** Creates the hasher. It loads the native module at the first hash, because most routes need none. */
export function createPasswordHasher({
  current,
  former = [],
  verifyImportedHash,
}: HasherSettings): PasswordHasher {
  const cost = toCost(current);
  const decoys = [current, ...former].map(toDecoy);
  return {
    async hash(password) {
      const argon2 = await loadArgon2();
      return argon2.hash(normalisePassword(password), {
        type: argon2.argon2id,
        hashLength: TAG_BYTES,
        ...cost,
      });
    },
    async verify(stored, password) {
      const hash = stored === NO_PASSWORD ? undefined : stored;
      const argon2 = await loadArgon2();
      // other systems hash the password as typed, and an imported hash with the current parameters looks like
      // our own
      const forms = formsOf(password);
      let matches = false;
      for (const decoy of decoys) {
        const isReal = hash !== undefined && parametersOf(hash) === parametersOf(decoy);
        for (const form of forms) {
          // a hash that argon2 rejects can only be imported; it gets the same response as any other, after
          // the same work
          const verified = isReal ? await argon2.verify(hash, form).catch(() => undefined) : undefined;
          if (verified === undefined) await argon2.verify(decoy, form);
          else if (verified) matches = true;
        }
      }
      const isListed =
        hash === undefined || decoys.some((decoy) => parametersOf(decoy) === parametersOf(hash));
      return isListed ? matches : verifyImportedHash(hash, forms);
    },
    async isOutdated(hash, password) {
      if (isBcrypt(hash)) return formsOf(password).every((form) => Buffer.byteLength(form) <= BCRYPT_BYTES);
      const argon2 = await loadArgon2();
      return !hash.startsWith(ID) || argon2.needsRehash(hash, cost);
    },
  };
}

/**
 * The number of bytes of a password that bcrypt uses
 * (https://www.usenix.org/legacy/events/usenix99/provos/provos.pdf).
 */
const BCRYPT_BYTES = 72;

/** Also matches Django's format. */
const isBcrypt = (hash: string) => /^(?:bcrypt\$)?\$2[aby]\$/.test(hash);

/** Returns a password as typed and in its normalized form, which is hashed. */
const formsOf = (password: string) => [...new Set([password, normalisePassword(password)])];

function toCost({ memoryKib, iterations, parallelism }: HashParameters) {
  return { memoryCost: memoryKib, timeCost: iterations, parallelism };
}

/** Creates a hash that matches no password and costs as much to verify as a real one. */
function toDecoy({ memoryKib, iterations, parallelism }: HashParameters): string {
  return [
    `${ID}v=19`,
    `m=${memoryKib},p=${parallelism},t=${iterations}`,
    phcBase64(SALT_BYTES),
    phcBase64(TAG_BYTES),
  ].join('$');
}

/** Returns what determines the work, in a fixed order: writers of PHC strings use different orders. */
function parametersOf(hash: string): string {
  const [, id, version, parameters = ''] = hash.split('$');
  return [id, version, ...parameters.split(',').sort()].join('$');
}

async function loadArgon2() {
  return (await import('argon2')).default;
}

/** Returns random bytes in the base64 of the PHC string format, without padding. */
function phcBase64(bytes: number): string {
  return randomBytes(bytes).toString('base64').replaceAll('=', '');
}
