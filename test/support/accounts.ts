/** Makes accounts for tests, each under a name that no other test uses. */
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { type Answer, type Sent, send } from './http-client';

/** What a user sends to register and to sign in. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A registered user with the tokens of one session. */
export interface Account extends Credentials {
  readonly id: string;
  /** The session's id. */
  readonly sid: string;
  readonly token: string;
  readonly refreshToken: string;
  /** @default - the tokens are of a refresh */
  readonly deviceToken?: string | undefined;
  /** Sends a request with the access token. */
  send(sent: Sent): Promise<Answer>;
}

/** Credentials that keep every rule and that nobody has used. */
export function createCredentials(): Credentials {
  return { username: `u-${randomUUID()}`, password: `a phrase of ${randomUUID()}` };
}

/**
 * Registers a new user.
 * @throws Error when the answer is not 201
 */
export async function createAccount(baseUrl: string): Promise<Account> {
  return openSession(baseUrl, '/users', createCredentials());
}

/**
 * Begins another session of an account.
 * @throws Error when the answer is not 201
 */
export async function signIn(baseUrl: string, { username, password }: Credentials): Promise<Account> {
  return openSession(baseUrl, '/sessions/create', { username, password });
}

async function openSession(baseUrl: string, path: string, credentials: Credentials): Promise<Account> {
  const answer = await send(baseUrl, { method: 'POST', path, json: credentials });
  if (answer.status !== 201) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
  return toAccount(baseUrl, credentials, answer);
}

/** Reads whose tokens an answer holds: one to a sign-in, or to a refresh. */
export function toAccount(baseUrl: string, credentials: Credentials, { json }: Answer): Account {
  const { access_token: token, refresh_token: refreshToken, device_token: deviceToken } = json;
  const { sub = '', sid } = decodeJwt(token);
  return {
    ...credentials,
    id: sub,
    sid: String(sid),
    token,
    refreshToken,
    deviceToken,
    send: (sent) =>
      send(baseUrl, { ...sent, headers: { authorization: `Bearer ${token}`, ...sent.headers } }),
  };
}

/** Asks for the next tokens. */
export function refresh(baseUrl: string, refreshToken: string): Promise<Answer> {
  return send(baseUrl, { method: 'POST', path: '/sessions/refresh', json: { refresh_token: refreshToken } });
}
