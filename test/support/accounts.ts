/** Creates accounts for tests. Each name is used by one test only. */
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { type Answer, type Sent, send } from './http-client';

/** The credentials of a user. */
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
  /** @default - none: the tokens come from a refresh */
  readonly deviceToken?: string | undefined;
  /** Sends a request with the access token. */
  send(sent: Sent): Promise<Answer>;
}

/** Creates valid credentials that are not used elsewhere. */
export function createCredentials(): Credentials {
  return { username: `u-${randomUUID()}`, password: `a phrase of ${randomUUID()}` };
}

/**
 * Registers a new user.
 * @throws Error when the response is not 201
 */
export async function createAccount(baseUrl: string): Promise<Account> {
  return openSession(baseUrl, '/users', createCredentials());
}

/**
 * Starts another session of an account.
 * @throws Error when the response is not 201
 */
export async function signIn(baseUrl: string, { username, password }: Credentials): Promise<Account> {
  return openSession(baseUrl, '/sessions/create', { username, password });
}

async function openSession(baseUrl: string, path: string, credentials: Credentials): Promise<Account> {
  const answer = await send(baseUrl, { method: 'POST', path, json: credentials });
  if (answer.status !== 201) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
  return toAccount(baseUrl, credentials, answer);
}

/** Reads the account and the tokens from the response to a sign-in or a refresh. */
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

/** Requests the next tokens. */
export function refresh(baseUrl: string, refreshToken: string): Promise<Answer> {
  return send(baseUrl, { method: 'POST', path: '/sessions/refresh', json: { refresh_token: refreshToken } });
}
