/** The requests of a user: each request of the API once, with the status of the contract suite. */
import { decodeJwt } from 'jose';
import { createCredentials } from '../support/accounts';
import type { Caller } from './call-by-turns';
import { completeEmailVeterans, createEmailVeterans, type EmailVeterans, runEmailFlow } from './email-flow';
import { type FactorVeteran, runFactorFlow } from './factor-flow';
import { bearer, post } from './requests';

/** An account that exists through several releases. */
export interface Veteran {
  readonly username: string;
  readonly password: string;
  /** The access token of its latest sign-in or refresh. */
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Accounts with an address. @default - the releases that served it have no e-mail */
  readonly email?: EmailVeterans | undefined;
  /** An account with a second factor. @default - no release that served it has second factors */
  readonly factors?: FactorVeteran | undefined;
}

/** The status for an account without a second factor, which is refused where one is required. */
const unlessRequired = (status: number) => (secondFactor: string) =>
  secondFactor === 'required' ? 401 : status;

/** Sends all requests with new accounts, and deletes the accounts at the end. */
export async function runFlow(caller: Caller): Promise<void> {
  if (caller.hasEmail) await runEmailFlow(caller);
  const { call, secondFactors } = caller;
  // where only one of two releases requires a second factor, an enrolment that one begins fails at the other
  if (secondFactors.length === 1 && !secondFactors.includes('')) await runFactorFlow(caller);
  const credentials = createCredentials();
  const { username, password } = credentials;
  const registered = await call('sign up', 201, post('/users', credentials));
  const signedIn = await call('sign in', unlessRequired(201), post('/sessions/create', credentials));
  // without tokens the flow cannot continue: the fault is noted, or a second factor is required
  if (registered?.access_token === undefined || signedIn?.access_token === undefined) return;
  const mine = bearer(registered.access_token);
  await call('profile', 200, { path: '/users/me', ...mine });
  await call('list the sessions', 200, { path: '/sessions', ...mine });
  await callFoo({ call }, mine);

  const refreshed = await call(
    'refresh',
    200,
    post('/sessions/refresh', { refresh_token: signedIn.refresh_token }),
  );
  const other = bearer(refreshed?.access_token ?? '');
  await call('profile of a refreshed session', 200, { path: '/users/me', ...other });
  await call('sign out', 204, { method: 'DELETE', path: '/sessions/current', ...other });
  await call('profile after the sign-out', 401, { path: '/users/me', ...other });

  const renamed = createCredentials();
  await call('change the username', 200, {
    method: 'PUT',
    path: '/users/me/username',
    json: { username: renamed.username },
    ...mine,
  });
  await call('change the password', 204, {
    method: 'PUT',
    path: '/users/me/password',
    json: { current_password: password, new_password: renamed.password },
    ...mine,
  });
  await call('the former password', 401, post('/sessions/create', { username, password }));
  const again = await call('sign in by the new names', 201, post('/sessions/create', renamed));
  const sid = again?.access_token === undefined ? '' : decodeJwt(again.access_token).sid;
  await call('end a session', 204, { method: 'DELETE', path: `/sessions/${sid}`, ...mine });
  await call('export', 200, { path: '/users/me/export', ...mine });
  await call('key set', 200, { path: '/.well-known/jwks.json' });
  await call('issuer metadata', 200, { path: '/.well-known/openid-configuration' });
  await call('document', 200, { path: '/openapi.json' });
  await call('delete the account', 204, { method: 'DELETE', path: '/users/me', ...mine });
  await call('profile after the deletion', 401, { path: '/users/me', ...mine });
}

async function callFoo({ call }: Pick<Caller, 'call'>, mine: ReturnType<typeof bearer>): Promise<void> {
  const create = (more: Record<string, string> = {}) => ({
    ...post('/foo', { name: 'x' }),
    headers: { ...mine.headers, ...more },
  });
  const foo = await call('create a foo', 201, create());
  await call('create a foo once', 201, create({ 'idempotency-key': 'the-same' }));
  await call('create a foo again', 201, create({ 'idempotency-key': 'the-same' }));
  await call('list the foos', 200, { path: '/foo', ...mine });
  const path = `/foo/${foo?.id ?? '0192f0c1-2f3a-7000-8000-000000000000'}`;
  await call('read a foo', 200, { path, ...mine });
  await call('replace a foo', 200, { method: 'PUT', path, json: { name: 'y' }, ...mine });
  await call('delete a foo', 204, { method: 'DELETE', path, ...mine });
}

/** Registers an account that is kept, and accounts with an address if the release has e-mail. */
export async function createVeteran(caller: Caller): Promise<Veteran> {
  const { call, hasEmail } = caller;
  const credentials = createCredentials();
  const tokens = await call('sign up', 201, post('/users', credentials));
  return {
    ...credentials,
    accessToken: tokens?.access_token ?? '',
    refreshToken: tokens?.refresh_token ?? '',
    email: hasEmail ? await createEmailVeterans(caller) : undefined,
  };
}

/** Continues with an account of an earlier release, and returns it with its new tokens and new accounts with an address. */
export async function continueVeteran(caller: Caller, veteran: Veteran): Promise<Veteran> {
  const { call, hasEmail } = caller;
  const { username, password, accessToken, refreshToken, email } = veteran;
  if (hasEmail && email) await completeEmailVeterans(caller, email);
  // without tokens, its sign-up required a second factor, or the fault is noted
  const hasSession = refreshToken !== '';
  if (hasSession) {
    await call('profile by the token of the release before', 200, {
      path: '/users/me',
      ...bearer(accessToken),
    });
  }
  const signedIn = await call(
    'sign in of a known user',
    unlessRequired(201),
    post('/sessions/create', { username, password }),
  );
  const refresh = post('/sessions/refresh', { refresh_token: refreshToken });
  const next = hasSession
    ? // also of a session that began before the second factor was required
      await call('refresh of a known user', unlessRequired(200), refresh)
    : signedIn;
  if (next?.access_token !== undefined) {
    await call('profile of a known user', 200, { path: '/users/me', ...bearer(next.access_token) });
  }
  return {
    ...veteran,
    accessToken: next?.access_token ?? accessToken,
    refreshToken: next?.refresh_token ?? refreshToken,
    // those that were completed have sent as many mails as the limits allow
    email: hasEmail ? await createEmailVeterans(caller) : email,
  };
}
