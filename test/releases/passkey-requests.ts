/** The requests of a user with a passkey. */

import type { LocalApp } from '../../local/template/model';
import { createCredentials } from '../support/accounts';
import { fromNewSource } from '../support/read-mails';
import { type Authenticator, createAuthenticator } from '../support/webauthn/authenticator';
import type { Caller } from './call-by-turns';
import { bearer, post } from './requests';
import { relyingPartyOf } from './serve-by-turns';

/** The settings of the releases whose users have these passkeys. */
export const passkeySettings = {
  rpId: 'example.com',
  origins: ['https://app.example.com'],
  signUp: true,
} as const;

/** A user and the authenticator. */
export interface PasskeyUser {
  readonly username: string;
  /** @default - the account has none */
  readonly password?: string | undefined;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly authenticator: Authenticator;
}

const PASSKEYS = '/users/me/passkeys';

/** Creates an authenticator on a page of the relying party. */
export const createPage = () =>
  createAuthenticator({ origin: passkeySettings.origins[0], rpId: passkeySettings.rpId });

/** Signs up by a password, and adds a passkey. */
export async function createPasskeyUser(caller: Caller): Promise<PasskeyUser> {
  const credentials = createCredentials();
  const signedUp = await caller.call('sign up', 201, post('/users', credentials));
  const user = {
    ...credentials,
    accessToken: signedUp?.access_token ?? '',
    refreshToken: signedUp?.refresh_token ?? '',
    authenticator: createPage(),
  };
  await addPasskey(caller, user);
  return user;
}

/** Signs up by a passkey, with a verified address. */
export async function createPasswordlessUser(
  caller: Caller,
): Promise<PasskeyUser & { readonly address: string }> {
  const { call, receive } = caller;
  const { username } = createCredentials();
  const address = `${username}@example.com`;
  const authenticator = createPage();
  const begun = await call('begin a sign-up', 200, post('/users/passkey/options', { username }));
  const credential = await authenticator.register(begun.options);
  const signedUp = await call('sign up by a passkey', 201, {
    ...post('/users', { username, email: address, ceremony_id: begun.ceremony_id, credential }),
    headers: fromNewSource(),
  });
  const accessToken = signedUp?.access_token ?? '';
  const code = receive('mail of the sign-up', address, 'verify-email');
  const verify = { ...post('/users/me/email/verification', { code }), ...bearer(accessToken) };
  await call('verify the address', 204, verify);
  return { username, address, accessToken, refreshToken: signedUp?.refresh_token ?? '', authenticator };
}

/**
 * Adds a passkey in a session.
 * @param credentialId of the passkey. Default: random
 */
export async function addPasskey(
  { call }: Caller,
  { accessToken, authenticator }: Pick<PasskeyUser, 'accessToken' | 'authenticator'>,
  credentialId?: Uint8Array,
): Promise<void> {
  const mine = bearer(accessToken);
  const begun = await call('begin to add a passkey', 200, { ...post(`${PASSKEYS}/options`, {}), ...mine });
  const credential = await authenticator.register(begun.options, credentialId ? { credentialId } : {});
  const json = { ceremony_id: begun.ceremony_id, credential };
  await call('add a passkey', 201, { ...post(PASSKEYS, json), ...mine });
}

/** Lists the passkeys. */
export const listPasskeys = ({ call }: Caller, accessToken: string) =>
  call('list the passkeys', 200, { path: PASSKEYS, ...bearer(accessToken) });

/** Signs in by the passkey. Returns the response. @param status the expected one. Default: 201 */
export async function signInByPasskey(
  { call }: Caller,
  { authenticator }: Pick<PasskeyUser, 'authenticator'>,
  status = 201,
) {
  const begun = await call('begin a sign-in', 200, post('/sessions/passkey/options', {}));
  const credential = await authenticator.assert(begun.options);
  const json = { ceremony_id: begun.ceremony_id, credential };
  return call('sign in by a passkey', status, post('/sessions/passkey', json));
}

/** Signs in by the password. Returns the response. @param status the expected one. Default: 201 */
export const signInByPassword = (
  { call }: Caller,
  { username, password }: Pick<PasskeyUser, 'username' | 'password'>,
  status = 201,
) => call('sign in by the password', status, post('/sessions/create', { username, password }));

/** Adds a passkey to a new account, signs in by it and deletes the account, if all releases have passkeys of `passkeySettings`. */
export async function usePasskeys(caller: Caller, releases: readonly LocalApp[]): Promise<void> {
  if (!releases.every((release) => relyingPartyOf(release) === passkeySettings.rpId)) return;
  const user = await createPasskeyUser(caller);
  // the second one reaches the other release
  await signInByPasskey(caller, user);
  await listPasskeys(caller, user.accessToken);
  const signedIn = await signInByPasskey(caller, user);
  const mine = bearer(signedIn?.access_token ?? '');
  await caller.call('delete the account with a passkey', 204, {
    method: 'DELETE',
    path: '/users/me',
    ...mine,
  });
}
