/** Lists the passkeys of an account. */
import type { Caller } from '../../../shared/http/request';
import { type FindActiveDependencies, findActiveAccount } from '../../email/find-active-account';
import type { RelyingParty } from '../relying-party';
import { toUserHandle } from '../verification/user-handle';
import { deleteOrphanedPasskeys, type OrphanedPasskeyDependencies } from './delete-orphaned-passkeys';
import { type ShownPasskey, showPasskey } from './show-passkey';

/** The passkeys of an account. */
export interface PasskeyList {
  /** In the order in which they were added. */
  readonly items: readonly ShownPasskey[];
  /** Whether a sign-in by the password needs a second factor. */
  readonly second_factor_on: boolean;
  /** The id of the relying party, and the handle of the user, by which browsers find passkeys that are gone. */
  readonly rp_id: string;
  readonly user_handle: string;
}

/** The dependencies of the list. */
export interface ListPasskeysDependencies extends FindActiveDependencies, OrphanedPasskeyDependencies {
  readonly relyingParty: Pick<RelyingParty, 'id'>;
}

/**
 * Returns the operation.
 * @throws UnauthorizedError when the account is not active or no longer exists
 */
export function listPasskeys(
  deps: ListPasskeysDependencies,
): (caller: Pick<Caller, 'sub'>) => Promise<PasskeyList> {
  return async (caller) => {
    const account = await findActiveAccount(deps, caller);
    const { passkeys: own = {}, secondFactorSince } = account;
    const found = await deleteOrphanedPasskeys(deps, account);
    const items = found
      .toSorted((one, other) => one.addedAt - other.addedAt)
      .map((passkey) => showPasskey(passkey, { verifiesUser: own[passkey.id]?.verifiesUser === true }));
    return {
      items,
      second_factor_on: secondFactorSince !== undefined,
      rp_id: deps.relyingParty.id,
      user_handle: toUserHandle(account.sub),
    };
  };
}
