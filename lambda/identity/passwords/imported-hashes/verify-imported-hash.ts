/**
 * Verifies passwords against hashes that were not made with a stage's own parameters: what an import has brought. The auth function
 * loads this file on demand, since most accounts have a hash of their own by now.
 */
import { readHash } from './read-hash';

/**
 * Whether one of the forms of a password is that of a hash. A hash that cannot be used, or would cost too much, has none; so does one
 * whose verification fails in any way, since another answer would reveal that the account exists.
 */
export type VerifyImportedHash = (hash: string, forms: readonly string[]) => Promise<boolean>;

export const verifyImportedHash: VerifyImportedHash = async (hash, forms) => {
  try {
    const matches = readHash(hash);
    for (const form of forms) {
      if (await matches(form)) return true;
    }
    return false;
  } catch {
    return false;
  }
};
