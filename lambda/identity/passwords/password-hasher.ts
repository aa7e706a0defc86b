/** Hashes and verifies passwords with argon2id. */
import { randomBytes } from 'node:crypto';
import type { VerifyImportedHash } from './imported-hashes/verify-imported-hash';
import { normalisePassword } from './password-policy';

/** argon2id's cost (RFC 9106 section 3.1). */
export interface HashParameters {
  readonly memoryKib: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** What operations need of a password hash function. Hashes are PHC strings, or what an import has brought. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /**
   * Verifies a password, as typed and in the form in which it is hashed here; that of nobody, `undefined`, costs the same and
   * fails. The work is one hash of each form under each of the parameters in use, whichever of them the hash was made with.
   * Any other hash is verified on top of that, and one that would cost too much never.
   */
  verify(hash: string | undefined, password: string): Promise<boolean>;
  /**
   * Whether a hash was made with another algorithm or other parameters than today's, and its password may be hashed anew. It may not
   * where the hash covers the first bytes of the password alone: a slip behind them would replace the password.
   * @param password that the hash was just verified with
   */
  isOutdated(hash: string, password: string): Promise<boolean>;
}

const ID = '$argon2id$';
const TAG_BYTES = 32;
const SALT_BYTES = 16;

/** What a hasher is made with. */
export interface HasherSettings {
  /** Of new hashes. */
  readonly current: HashParameters;
  /** Parameters that stored hashes may still have, other than today's. @default - none */
  readonly former?: readonly HashParameters[];
  /** Verifies against any other hash: what an import has brought, or parameters that are not listed. */
  readonly verifyImportedHash: VerifyImportedHash;
}

/** Makes the hasher. The native module is loaded at the first hash: most routes need none. */
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
    async verify(hash, password) {
      const argon2 = await loadArgon2();
      // others hash what was typed: an imported hash under today's parameters looks like one of ours
      const forms = formsOf(password);
      let matches = false;
      for (const decoy of decoys) {
        const isReal = hash !== undefined && parametersOf(hash) === parametersOf(decoy);
        for (const form of forms) {
          // a hash that argon2 refuses, which only an import can have brought, gets the answer of any other for the same work
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

/** What bcrypt reads of a password (https://www.usenix.org/legacy/events/usenix99/provos/provos.pdf). */
const BCRYPT_BYTES = 72;

/** Also in Django's form. */
const isBcrypt = (hash: string) => /^(?:bcrypt\$)?\$2[aby]\$/.test(hash);

/** A password as typed, and in the form in which it is hashed here. */
const formsOf = (password: string) => [...new Set([password, normalisePassword(password)])];

function toCost({ memoryKib, iterations, parallelism }: HashParameters) {
  return { memoryCost: memoryKib, timeCost: iterations, parallelism };
}

/** A hash that no password has and that costs as much to verify as a real one. */
function toDecoy({ memoryKib, iterations, parallelism }: HashParameters): string {
  return [
    `${ID}v=19`,
    `m=${memoryKib},p=${parallelism},t=${iterations}`,
    phcBase64(SALT_BYTES),
    phcBase64(TAG_BYTES),
  ].join('$');
}

/** What decides the work, in one order: writers of PHC strings differ in theirs. */
function parametersOf(hash: string): string {
  const [, id, version, parameters = ''] = hash.split('$');
  return [id, version, ...parameters.split(',').sort()].join('$');
}

async function loadArgon2() {
  return (await import('argon2')).default;
}

/** Random bytes in the PHC string format's base64: without padding. */
function phcBase64(bytes: number): string {
  return randomBytes(bytes).toString('base64').replaceAll('=', '');
}
