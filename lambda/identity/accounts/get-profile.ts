/** Tells a user who they are. */
import { UnauthorizedError } from '../../shared/errors';
import type { Caller } from '../../shared/http/request';
import type { Account } from './account';
import type { Accounts } from './accounts';
import { findOwnAccount } from './find-own-account';

/** What a user is shown of the account. */
export interface Profile {
  readonly id: string;
  readonly username: string;
  readonly scopes: readonly string[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Makes a profile of an account. */
export function toProfile({ sub, username, scopes, createdAt }: Account): Profile {
  return { id: sub, username, scopes, createdAt: new Date(createdAt).toISOString() };
}

/**
 * Makes the operation.
 * @throws UnauthorizedError when the account is gone or going
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
