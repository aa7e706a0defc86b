/**
 * Verifies passwords against hashes that were not made with a stage's own parameters: what an import has brought. The auth function
 * loads this file on demand, since most accounts have a hash of their own by now.
 */
import { readHash } from './read-hash';
import { UnusableHashError } from './unusable-hash-error';

/** Whether one of the forms of a password is that of a hash; a hash that cannot be used, or would cost too much, has none. */
export type VerifyImportedHash = (hash: string, forms: readonly string[]) => Promise<boolean>;

export const verifyImportedHash: VerifyImportedHash = async (hash, forms) => {
  try {
    const matches = readHash(hash);
    for (const form of forms) {
      if (await matches(form)) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof UnusableHashError) return false;
    throw error;
  }
};
