/** Finds the active account of a token's caller. */
import { UnauthorizedError } from '../../shared/errors';
import type { Caller } from '../../shared/http/request';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import { findOwnAccount } from '../accounts/find-own-account';

/** The dependencies of the search. */
export interface FindActiveDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
}

/**
 * Returns the caller's account.
 * @throws UnauthorizedError when it is disabled, is being deleted, or no longer exists
 */
export async function findActiveAccount(
  { accounts }: FindActiveDependencies,
  caller: Pick<Caller, 'sub'>,
): Promise<Account> {
  const account = await findOwnAccount(accounts, caller);
  if (account?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the token does not exist');
  return account;
}
