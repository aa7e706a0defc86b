/** Verifies the assertion of a passkey of an account. */
import type { Account } from '../../accounts/account';
import type { ProvedPasskey, SentAssertion } from '../../factors/proofs/passkey-proofs';
import { passkeyId } from '../passkey';
import type { Passkeys } from '../passkeys';
import type { RelyingParty } from '../relying-party';
import { readAssertion } from '../verification/read-assertion';
import { toUserHandle } from '../verification/user-handle';
import type * as Verification from '../verification/verify-assertion';

/** The dependencies of the verification. */
export interface ProvePasskeyDependencies {
  readonly passkeys: Pick<Passkeys, 'find' | 'recordUse'>;
  readonly relyingParty: RelyingParty;
  /** A file on demand. */
  readonly verifyAssertion: typeof Verification.verifyAssertion;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** An assertion, which names its account where one is demanded. */
export interface AssertionToProve extends SentAssertion {
  /** Whether the authenticator must return the user handle. If it returns one, it must be that of the account. @default false */
  readonly requiresHandle?: boolean;
}

/**
 * Returns the operation. Its caller has used up the ceremony. The use is recorded with the new counter: of parallel
 * assertions with one counter, one is proved. It returns undefined when the assertion is refused: for a passkey that the
 * account does not have, a wrong signature, another user handle, a counter that went back, or a missing verification.
 * @throws DependencyUnavailableError
 */
export function provePasskey(
  deps: ProvePasskeyDependencies,
): (account: Account, assertion: AssertionToProve) => Promise<ProvedPasskey | undefined> {
  const { passkeys, relyingParty, verifyAssertion, now } = deps;
  return async (account, { credential, challenge, requiresVerification, requiresHandle = false }) => {
    const { credentialId } = readAssertion(credential) ?? {};
    if (credentialId === undefined) return undefined;
    const id = passkeyId(credentialId);
    const own = account.passkeys?.[id];
    // who finds a security key without a PIN can set one: its verification proves no second factor
    if (!own || (requiresVerification && !own.verifiesUser)) return undefined;
    const passkey = await passkeys.find(account.sub, id);
    if (!passkey) return undefined;
    const verified = await verifyAssertion({
      ...{ credential, challenge, relyingParty },
      stored: { ...passkey, publicKey: Buffer.from(passkey.publicKey, 'base64url') },
      requireUserVerification: requiresVerification,
    });
    if (!verified) return undefined;
    const { counter, isBackedUp, isUserVerified, userHandle } = verified;
    if (userHandle === undefined ? requiresHandle : userHandle !== toUserHandle(account.sub))
      return undefined;
    if (!(await passkeys.recordUse(passkey, { counter, isBackedUp, at: now() }))) return undefined;
    return { id, verifiesUser: isUserVerified && own.verifiesUser };
  };
}
