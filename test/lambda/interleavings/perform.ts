/** Performs a request, as the authorizer and the auth function do. */

import { createSessionCheck } from '../../../lambda/authorizer/check-session';
import type { Account } from '../../../lambda/identity/accounts/account';
import { deleteAccount } from '../../../lambda/identity/accounts/delete-account';
import { changePassword } from '../../../lambda/identity/authentication/change-password';
import { register } from '../../../lambda/identity/authentication/register';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import { changeScopes } from '../../../lambda/identity/operator/change-scopes';
import { disableUser } from '../../../lambda/identity/operator/disable-user';
import { enableUser } from '../../../lambda/identity/operator/enable-user';
import { setTemporaryPassword } from '../../../lambda/identity/operator/set-temporary-password';
import { endSession } from '../../../lambda/identity/sessions/end-session';
import { listSessions } from '../../../lambda/identity/sessions/list-sessions';
import { refreshSession } from '../../../lambda/identity/sessions/refresh-session';
import { parseRefreshToken } from '../../../lambda/identity/sessions/refresh-token';
import { signOut } from '../../../lambda/identity/sessions/sign-out';
import { signOutEverywhere } from '../../../lambda/identity/sessions/sign-out-everywhere';
import type { TokenResponse } from '../../../lambda/identity/tokens/token-response';
import { UnauthorizedError } from '../../../lambda/shared/errors';
import type { Caller } from '../../../lambda/shared/http/request';
import { TokenRejectedError } from '../../../lambda/shared/tokens/token-rejected-error';
import { SOURCE } from '../fakes/auth-dependencies';
import { type Answer, type Request, TEMPORARY, type Tokens } from './asked';
import { findAda, passwordOf, readClaims, type World } from './world';

/** The username of the account in every world. */
const USERNAME = 'Ada';

const SCOPE = 'admin';
const done = { status: 'done' } as const;
const always = () => true;

/**
 * Performs a request with the dependencies of its client.
 * @param tokens the client's tokens
 */
export async function perform(
  world: World,
  deps: World['deps'],
  request: Request,
  tokens: Tokens | undefined,
): Promise<Answer> {
  const source = SOURCE;
  const authorize = () => readCaller(world, deps, tokens);
  switch (request.does) {
    case 'register': {
      const { password } = request;
      return withTokens(password, await register(deps)({ username: USERNAME, password, source }));
    }
    case 'sign in': {
      const { newPassword } = request;
      const password = request.password === TEMPORARY ? findTemporary(world) : request.password;
      const command = { username: USERNAME, password, newPassword, source, hasTime: always };
      return withTokens(newPassword ?? password, await signIn(deps)(command));
    }
    case 'refresh': {
      const { refreshToken, password } = held(tokens);
      return withTokens(password, await refreshSession(deps)({ refreshToken, source }));
    }
    case 'change the password': {
      const { from: currentPassword, to: newPassword } = request;
      await changePassword(deps)({ caller: await authorize(), currentPassword, newPassword, source });
      return done;
    }
    case 'delete the account': {
      let rounds = request.rounds ?? Number.POSITIVE_INFINITY;
      const caller = await authorize();
      const progress = await deleteAccount(deps)({ caller, source, hasTime: () => rounds-- > 0 });
      return { status: progress };
    }
    case 'sign out':
      await signOut(deps)({ caller: await authorize(), source });
      return done;
    case 'sign out everywhere':
      await signOutEverywhere(deps)({ caller: await authorize(), source });
      return done;
    case 'end another session':
      await endSession(deps)({ caller: await authorize(), sid: request.sid, source });
      return done;
    case 'list the sessions':
      await listSessions(deps)(await authorize());
      return done;
    case 'give a scope':
      await changeScopes(deps)({ username: USERNAME, add: [SCOPE], remove: [] });
      return done;
    case 'take the scope':
      await changeScopes(deps)({ username: USERNAME, add: [], remove: [SCOPE] });
      return done;
    case 'disable the account':
      await disableUser(deps)({ username: USERNAME });
      return done;
    case 'enable the account':
      await enableUser(deps)({ username: USERNAME });
      return done;
    case 'set a temporary password': {
      const hashFor = (_account: Account, password: string) => deps.passwords.hash(password);
      await setTemporaryPassword({ ...deps, hashFor })({ username: USERNAME });
      return done;
    }
  }
}

/**
 * Verifies an access token as the authorizer does.
 * @throws UnauthorizedError
 */
async function readCaller(
  world: World,
  { sessions, sessionsNotBefore, now }: World['deps'],
  tokens: Tokens | undefined,
): Promise<Caller> {
  const claims = readClaims(world, held(tokens).accessToken);
  const check = createSessionCheck({
    revocation: 'immediate',
    sessionsNotBefore,
    readSession: (sub, sid) => sessions.find({ sub, sid }),
    now,
  });
  try {
    await check({ claims, kid: 'a key' });
  } catch (error) {
    if (error instanceof TokenRejectedError) throw new UnauthorizedError('The session has ended');
    throw error;
  }
  const { sub, sid, username, scope, auth_time: authTime, amr } = claims;
  return { sub, sid, username, scopes: scope?.split(' ') ?? [], authTime, amr };
}

function findTemporary(world: World): string {
  const account = findAda(world);
  return account?.passwordTemporaryUntil === undefined ? 'none was set' : passwordOf(account.passwordHash);
}

function held(tokens: Tokens | undefined): Tokens {
  if (!tokens) throw new Error('The client holds no tokens');
  return tokens;
}

function withTokens(password: string, { access_token: accessToken, refresh_token }: TokenResponse): Answer {
  const parsed = parseRefreshToken(refresh_token);
  if (!parsed) throw new Error('The answer holds no refresh token');
  const { sub, sid } = parsed;
  return { ...done, tokens: { sub, sid, accessToken, refreshToken: refresh_token, password } };
}
