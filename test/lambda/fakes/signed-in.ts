/** Signs users up and in, with the dependencies in memory. */

import { register } from '../../../lambda/identity/authentication/register';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import type { TokenResponse } from '../../../lambda/identity/tokens/token-response';
import type { Caller } from '../../../lambda/shared/http/request';
import { type FakeDependencies, PASSWORD, SOURCE } from './auth-dependencies';

/** A signed-in user. */
export interface SignedIn extends TokenResponse {
  /** The caller as the authorizer would identify it by the access token. */
  readonly caller: Caller;
}

/** Registers an account. */
export async function signUp(deps: FakeDependencies, username = 'Ada'): Promise<SignedIn> {
  const answer = await register(deps)({ username, password: PASSWORD, source: SOURCE });
  return { ...answer, caller: lastCaller(deps) };
}

/** Signs in to an account. */
export async function signInAgain(
  deps: FakeDependencies,
  username = 'Ada',
  password = PASSWORD,
): Promise<SignedIn> {
  const answer = await signIn(deps)({ username, password, source: SOURCE, hasTime: () => true });
  return { ...answer, caller: lastCaller(deps) };
}

function lastCaller({ signed }: FakeDependencies): Caller {
  const claims = signed.at(-1);
  if (!claims) throw new Error('No token was signed');
  const { sub, sid, username, scope = '', auth_time: authTime, amr } = claims;
  return { sub, sid, username, scopes: scope.split(' ').filter(Boolean), authTime, amr };
}
