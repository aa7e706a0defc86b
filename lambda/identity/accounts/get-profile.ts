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

/** Converts an account to the part of its profile that every stage has. */
export function toProfile({ sub, username, scopes, createdAt }: Account): Profile {
  return { id: sub, username, scopes, createdAt: new Date(createdAt).toISOString() };
}

/** Decides what a profile shows. */
export interface ProfileDependencies {
  /** Whether the stage has e-mail. @default false */
  readonly hasEmail?: boolean;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** Converts an account to the profile that its user sees. */
export function toOwnProfile(
  { hasEmail, now }: ProfileDependencies,
  account: Account,
): Profile | ProfileWithEmail {
  const profile = toProfile(account);
  if (!hasEmail) return profile;
  const { email } = account;
  return {
    ...profile,
    email: email?.shown ?? null,
    email_verified: email !== undefined,
    pending_email: findOpenEmail(account, now())?.shown ?? null,
  };
}

/** The dependencies of the profile. */
export interface GetProfileDependencies extends ProfileDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
}

/**
 * Returns the operation.
 * @throws UnauthorizedError when the account is disabled, being deleted or no longer exists
 */
export function getProfile(
  deps: GetProfileDependencies,
): (caller: Pick<Caller, 'sub'>) => Promise<Profile | ProfileWithEmail> {
  return async (caller) => {
    const account = await findOwnAccount(deps.accounts, caller);
    if (account?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the token does not exist');
    return toOwnProfile(deps, account);
  };
}
