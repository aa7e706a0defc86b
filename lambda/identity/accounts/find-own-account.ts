/** Finds the account of the caller who holds a token. */
import type { Caller } from '../../shared/http/request';
import type { Account } from './account';
import type { Accounts } from './accounts';

/** The caller's own account, by the `sub` of the token alone: the token's username is for display. Undefined when it is gone. */
export function findOwnAccount(
  accounts: Pick<Accounts, 'find'>,
  { sub }: Pick<Caller, 'sub'>,
): Promise<Account | undefined> {
  return accounts.find(sub);
}
