/** Tells a user who they are. */
import { UnauthorizedError } from '../../shared/errors';
import type { Caller } from '../../shared/http/request';
import type { Login } from './account';
import type { Logins } from './accounts';
import { findOwnLogin } from './find-own-account';

/** What a user is shown of the account. */
export interface Profile {
  readonly id: string;
  readonly username: string;
  readonly scopes: readonly string[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Makes a profile of a login. */
export function toProfile({ sub, username, scopes, createdAt }: Login): Profile {
  return { id: sub, username, scopes, createdAt: new Date(createdAt).toISOString() };
}

/**
 * Makes the operation.
 * @throws UnauthorizedError when the account is gone or going
 */
export function getProfile({
  logins,
}: {
  readonly logins: Pick<Logins, 'find'>;
}): (caller: Pick<Caller, 'sub' | 'username'>) => Promise<Profile> {
  return async (caller) => {
    const login = await findOwnLogin(logins, caller);
    if (login?.state !== 'ACTIVE') throw new UnauthorizedError('The account of the token is gone');
    return toProfile(login);
  };
}
