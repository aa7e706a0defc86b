/** Finds the login of whoever holds a token. */
import type { Caller } from '../../shared/http/request';
import type { Login } from './account';
import type { Logins } from './accounts';
import { normaliseUsername } from './username';

/**
 * The caller's own login; undefined when the account is gone, also when its name is somebody else's by now: a token never
 * speaks for an account that has only inherited a name.
 */
export async function findOwnLogin(
  logins: Pick<Logins, 'find'>,
  { sub, username }: Pick<Caller, 'sub' | 'username'>,
): Promise<Login | undefined> {
  const login = await logins.find(normaliseUsername(username));
  return login?.sub === sub ? login : undefined;
}
