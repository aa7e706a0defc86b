/** Shows users their own profile. */
import { UnauthorizedError } from '../../shared/errors';
import type { Caller } from '../../shared/http/request';
import type { Account } from './account';
import type { Accounts } from './accounts';
import { findOwnAccount } from './find-own-account';

/** The profile of an account, as its user sees it. */
export interface Profile {
  readonly id: string;
  readonly username: string;
  readonly scopes: readonly string[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Converts an account to its profile. */
export function toProfile({ sub, username, scopes, createdAt }: Account): Profile {
  return { id: sub, username, scopes, createdAt: new Date(createdAt).toISOString() };
}

/**
 * Returns the operation.
 * @throws UnauthorizedError when the account is disabled, being deleted or no longer exists
 */
export function getProfile({
  accounts,
}: {
  readonly accounts: Pick<Accounts, 'find'>;
}): (caller: Pick<Caller, 'sub'>) => Promise<Profile> {
  return async (caller) => {
    const account = await findOwnAccount(accounts, caller);
    if (account?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the token does not exist');
    return toProfile(account);
  };
}
