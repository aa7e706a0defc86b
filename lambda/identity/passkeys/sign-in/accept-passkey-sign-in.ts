/** The part of a sign-in's commit that accepts a passkey in place of the password and of the second factor. */
import { toAttributes } from '../../../shared/table/attributes';
import type { AcceptedProof } from '../../factors/factor-proof';
import { NO_PASSWORD } from '../../passwords/no-password';

/**
 * Returns the parts of the write. It requires that the account still has the passkey, and that the passkey verified its
 * user when it was added. It clears the guesses at second factors, and cancels a reset of them: the user can still sign in.
 * @param id see `passkeyId`
 * @param at epoch milliseconds
 */
export function acceptPasskeySignIn(id: string, at: number): AcceptedProof {
  return {
    proof: { kind: 'passkey_sign_in', id },
    at,
    write: {
      condition:
        '#passkeys.#passkey.#verifiesUser = :verifiesUser AND (attribute_not_exists(#factorsResetAt) OR #factorsResetAt > :now OR #hash = :noPassword)',
      set: '#factorFailures = :noFailures, #stepUpFailures = :noFailures',
      remove: '#factorsResetAt',
      names: {
        '#passkeys': 'passkeys',
        '#passkey': id,
        '#verifiesUser': 'verifiesUser',
        '#factorFailures': 'factorFailures',
        '#stepUpFailures': 'stepUpFailures',
        '#factorsResetAt': 'factorsResetAt',
      },
      values: toAttributes({
        ':verifiesUser': true,
        ':noFailures': 0,
        ':now': at,
        ':noPassword': NO_PASSWORD,
      }),
    },
  };
}
