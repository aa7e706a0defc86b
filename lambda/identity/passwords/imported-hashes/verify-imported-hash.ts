/**
 * Verifies passwords against hashes that do not have a stage's own parameters, such as imported hashes. The
 * auth function loads this file on demand, because most accounts have one of Latchkey's own hashes.
 */
import { readHash } from './read-hash';

/**
 * Returns whether one of the forms of a password matches a hash. A hash that cannot be used, or would cost
 * too much, matches none. Neither does one whose verification fails in any way: an error would reveal that
 * the account exists.
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
