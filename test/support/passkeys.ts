/** Adds passkeys to accounts of tests, and signs in with them, as a page of the API does. */
import { type Account, toAccount } from './accounts';
import { type Answer, type Sent, send } from './http-client';
import {
  type AssertionOverrides,
  type Authenticator,
  type AuthenticatorSettings,
  createAuthenticator,
  type RegistrationOverrides,
} from './webauthn/authenticator';
import type { CreationOptions, RequestOptions } from './webauthn/ceremony-json';

/** Sends a request, with the token of a session where one is needed. */
type Send = (sent: Sent) => Promise<Answer>;

/** A ceremony that the API has begun. */
export interface BegunCeremony<Options> {
  readonly ceremony_id: string;
  readonly options: Options;
}

/** Creates an authenticator on a page of the API, whose host is the relying party. */
export function createBrowser(baseUrl: string, settings: Partial<AuthenticatorSettings> = {}): Authenticator {
  const { origin, hostname: rpId } = new URL(baseUrl);
  return createAuthenticator({ origin, rpId, ...settings });
}

/** Requests the options for a new passkey. @throws Error when the response is not a success */
export async function beginPasskey({ send }: { readonly send: Send }) {
  const answer = await send({ method: 'POST', path: '/users/me/passkeys/options' });
  return expectSuccess(answer).json as BegunCeremony<CreationOptions>;
}

/** Sends a new credential. */
export function sendPasskey(
  { send }: { readonly send: Send },
  json: { readonly ceremony_id: string; readonly credential: unknown; readonly name?: string },
): Promise<Answer> {
  return send({ method: 'POST', path: '/users/me/passkeys', json });
}

/** Adds a passkey to an account, and returns the response. */
export async function addPasskey(
  holder: { readonly send: Send },
  browser: Authenticator,
  overrides: RegistrationOverrides = {},
  more: { readonly name?: string } = {},
): Promise<Answer> {
  const { ceremony_id, options } = await beginPasskey(holder);
  const credential = await browser.register(options, overrides);
  return sendPasskey(holder, { ceremony_id, credential, ...more });
}

/** Requests the options of a sign-in. @throws Error when the response is not a success */
export async function beginPasskeySignIn(send: Send) {
  const answer = await send({ method: 'POST', path: '/sessions/passkey/options' });
  return expectSuccess(answer).json as BegunCeremony<RequestOptions>;
}

/** Signs in with the newest passkey of an authenticator, and returns the response. */
export async function signInWithPasskey(
  send: Send,
  browser: Authenticator,
  overrides: AssertionOverrides = {},
): Promise<Answer> {
  const { ceremony_id, options } = await beginPasskeySignIn(send);
  const credential = await browser.assert(options, overrides);
  return send({ method: 'POST', path: '/sessions/passkey', json: { ceremony_id, credential } });
}

/** Starts another session of an account with a passkey. @throws Error when it is refused */
export async function openPasskeySession(
  baseUrl: string,
  account: Account,
  browser: Authenticator,
): Promise<Account> {
  const answer = await signInWithPasskey((sent) => send(baseUrl, sent), browser);
  return toAccount(baseUrl, account, expectSuccess(answer));
}

/** Requests the options of a step-up. @throws Error when the response is not a success */
export async function beginPasskeyStepUp({ send }: { readonly send: Send }) {
  const answer = await send({ method: 'POST', path: '/sessions/current/step-up/options' });
  return expectSuccess(answer).json as BegunCeremony<RequestOptions>;
}

/** Authenticates again in a session, and returns the response. */
export async function stepUpWithPasskey(
  holder: { readonly send: Send },
  browser: Authenticator,
  overrides: AssertionOverrides = {},
): Promise<Answer> {
  const { ceremony_id, options } = await beginPasskeyStepUp(holder);
  const credential = await browser.assert(options, overrides);
  const json = { kind: 'passkey', ceremony_id, credential };
  return holder.send({ method: 'POST', path: '/sessions/current/step-up', json });
}

/** Begins a sign-up without a password. @throws Error when the response is not a success */
export async function beginPasskeySignUp(send: Send, username: string) {
  const answer = await send({ method: 'POST', path: '/users/passkey/options', json: { username } });
  return expectSuccess(answer).json as BegunCeremony<CreationOptions>;
}

/** Signs up without a password, and returns the response. */
export async function signUpWithPasskey(
  send: Send,
  browser: Authenticator,
  username: string,
  overrides: RegistrationOverrides = {},
): Promise<Answer> {
  const { ceremony_id, options } = await beginPasskeySignUp(send, username);
  const credential = await browser.register(options, overrides);
  return send({ method: 'POST', path: '/users', json: { username, ceremony_id, credential } });
}

function expectSuccess(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`The API answered ${answer.status}: ${answer.text}`);
  return answer;
}
