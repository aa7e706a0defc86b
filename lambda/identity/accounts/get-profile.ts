/** Shows users their own profile. */
import { UnauthorizedError } from '../../shared/errors';
import type { Caller } from '../../shared/http/request';
import { findOpenEmail } from '../email/account-email';
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

/** The profile of an account in a stage with e-mail. */
export interface ProfileWithEmail extends Profile {
  /** The address in use. */
  readonly email: string | null;
  readonly email_verified: boolean;
  /** The address that waits for its code. */
  readonly pending_email: string | null;
}

/** Converts an account to its profile. */
export function toProfile({ sub, username, scopes, createdAt }: Account): Profile {
  return { id: sub, username, scopes, createdAt: new Date(createdAt).toISOString() };
}

function withEmail(account: Account, now: number): ProfileWithEmail {
  const { email } = account;
  return {
    ...toProfile(account),
    email: email?.shown ?? null,
    email_verified: email !== undefined,
    pending_email: findOpenEmail(account, now)?.shown ?? null,
  };
}

/** The dependencies of the profile. */
export interface GetProfileDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  /** Whether the stage has e-mail. */
  readonly hasEmail: boolean;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Returns the operation.
 * @throws UnauthorizedError when the account is disabled, being deleted or no longer exists
 */
export function getProfile({
  accounts,
  hasEmail,
  now,
}: GetProfileDependencies): (caller: Pick<Caller, 'sub'>) => Promise<Profile | ProfileWithEmail> {
  return async (caller) => {
    const account = await findOwnAccount(accounts, caller);
    if (account?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the token does not exist');
    return hasEmail ? withEmail(account, now()) : toProfile(account);
  };
}
