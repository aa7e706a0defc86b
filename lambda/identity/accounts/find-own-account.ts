/** Finds the account of a token's caller. */
import type { Caller } from '../../shared/http/request';
import type { Account } from './account';
import type { Accounts } from './accounts';

/**
 * Returns the caller's account, found only by the `sub` of the token: its username is for display. Returns
 * undefined when the account no longer exists.
 */
export function findOwnAccount(
  accounts: Pick<Accounts, 'find'>,
  { sub }: Pick<Caller, 'sub'>,
): Promise<Account | undefined> {
  return accounts.find(sub);
}
