/** Creates an account together with its first passkey. */
import { hasCode } from '../../../shared/errors';
import { PasskeyTakenError } from '../../../shared/passkey-errors';
import type { Account } from '../../accounts/account';
import { type CreateAccountDependencies, createAccount } from '../../accounts/create-account';
import type { IdentifierPointer, IdentifierPointers } from '../../accounts/identifiers/identifier-pointers';
import type { Passkey } from '../passkey';
import type { Passkeys } from '../passkeys';
import { reserveCredential } from '../reserve-credential';

/** The dependencies of the creation. */
export interface CreatePasskeyAccountDependencies extends CreateAccountDependencies {
  readonly credentials: Pick<IdentifierPointers, 'find' | 'reserve' | 'replace' | 'confirm' | 'release'>;
  readonly passkeys: Pick<Passkeys, 'put' | 'delete'>;
}

/**
 * Returns the function that creates the account of a passkey. The credential is reserved and the passkey is stored before
 * the account, whose write is the commit: so no account exists that cannot be signed in to.
 *
 * After a crash before the commit, name and credential are free once their reservations have expired, and the stored
 * passkey belongs to no account. After a crash after the commit, the account claims both. An error has the same
 * results, but when the name is taken, nothing of the passkey is left.
 * @throws UsernameTakenError, PasskeyTakenError
 */
export function createPasskeyAccount(
  deps: CreatePasskeyAccountDependencies,
): (account: Account, passkey: Passkey) => Promise<void> {
  const { accounts, names, credentials, passkeys } = deps;
  const create = createAccount(deps);
  const reserve = reserveCredential(deps);

  /** Removes what belongs to no account. Best effort: a reservation expires, and a passkey without an account counts for nothing. */
  async function clear({ sub, id }: Passkey, pointer: IdentifierPointer): Promise<void> {
    await passkeys.delete(sub, id).catch(() => {});
    await credentials.release(pointer).catch(() => {});
  }

  return async (account, passkey) => {
    // not with the account, which has the passkey in the write that is yet to come
    const pointer = await reserve(passkey.id, { sub: passkey.sub });
    try {
      await passkeys.put(passkey);
      await create(account);
    } catch (error) {
      // after any other error, the account may be stored now or later
      if (hasCode(error, 'USERNAME_TAKEN')) await clear(passkey, pointer);
      throw error;
    }
    if (await credentials.confirm(pointer)) return;
    // this took longer than the reservation lasts, and another account has taken the credential
    if (await accounts.discard(account)) await names.release(account);
    await clear(passkey, pointer);
    throw new PasskeyTakenError('Another account has the passkey');
  };
}
