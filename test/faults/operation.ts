/** What the suites of this folder know of an operation of the API: how to bring it about, and how to see that it has happened. */
import { decodeJwt } from 'jose';
import { type Credentials, createCredentials } from '../support/accounts';
import { type Answer, type Sent, send } from '../support/http-client';
import type { Table } from './table';

/** Where operations happen. */
export interface World {
  readonly origin: string;
  readonly table: Table;
  /** The names and ids of accounts whose cases failed: what is left of them proves nothing. */
  readonly abandoned: Set<string>;
  /** The names of registrations that failed: each may leave a session that nobody holds a token of, until it expires. */
  readonly unanswered: Set<string>;
}

/** Somebody who is signed in. */
export interface User extends Credentials {
  readonly id: string;
  readonly sid: string;
  readonly token: string;
  readonly refreshToken: string;
  /** @default - the tokens are of a refresh */
  readonly deviceToken?: string | undefined;
}

/** A request whose circumstances are all there. */
export interface PreparedRequest {
  readonly sent: Sent;
  /** Who asks: the name and the id are in every call to the table. */
  readonly user: Credentials & Partial<User>;
  /**
   * Asserts that what was answered has happened, and nothing else.
   * @param answer has the operation's status, or that of a repetition
   */
  verify(answer: Answer): Promise<void> | void;
}

/** An operation in one circumstance. */
export interface Operation {
  readonly name: string;
  /** Of an answer without faults. */
  readonly status: number;
  /**
   * What else a repetition may say whose first request was applied though it failed.
   * @default - nothing else
   */
  readonly repeated?: number;
  prepare(world: World): Promise<PreparedRequest>;
}

/** Adds a token to a request. */
export function withToken(token: string, sent: Sent): Sent {
  return { ...sent, headers: { ...sent.headers, authorization: `Bearer ${token}` } };
}

/** How often a request is sent that nothing disturbs but, on a busy machine, the time-outs of its calls. */
const PATIENCE = 4;

/** Sends a request, and again while it is refused for the moment or goes on at the next call, as a client would. */
export async function sendPatiently({ origin }: World, sent: Sent): Promise<Answer> {
  let answer = await send(origin, sent);
  for (let more = PATIENCE - 1; more > 0 && (answer.status >= 500 || answer.status === 202); more--) {
    answer = await send(origin, sent);
  }
  return answer;
}

/** Sends a request patiently, and asserts the status of its answer. */
export async function sendFor(status: number, world: World, sent: Sent): Promise<Answer> {
  const answer = await sendPatiently(world, sent);
  if (answer.status === status) return answer;
  const asked = `${sent.method ?? 'GET'} ${sent.path}`;
  throw new Error(`${asked} answered ${answer.status} in place of ${status}: ${answer.text}`);
}

/** Registers somebody. */
export async function signUp(world: World): Promise<User> {
  const credentials = createCredentials();
  const { json } = await sendFor(201, world, { method: 'POST', path: '/users', json: credentials });
  return toUser(credentials, json);
}

/** Begins another session of an account. */
export async function signInAgain(world: World, { username, password }: Credentials): Promise<User> {
  const json = { username, password };
  const answer = await sendFor(201, world, { method: 'POST', path: '/sessions/create', json });
  return toUser(json, answer.json);
}

/** Reads who holds the tokens of an answer. */
export function toUser(
  credentials: Credentials,
  tokens: {
    readonly access_token: string;
    readonly refresh_token: string;
    readonly device_token?: string;
  },
): User {
  const { sub = '', sid } = decodeJwt(tokens.access_token);
  return {
    ...credentials,
    id: sub,
    sid: String(sid),
    token: tokens.access_token,
    refreshToken: tokens.refresh_token,
    deviceToken: tokens.device_token,
  };
}

/** The request of a refresh. */
export function refreshWith(refreshToken: string): Sent {
  return { method: 'POST', path: '/sessions/refresh', json: { refresh_token: refreshToken } };
}

/** Asserts that both tokens of a session are good. */
export async function expectSession(world: World, { token, refreshToken }: User): Promise<void> {
  await sendFor(200, world, withToken(token, { path: '/users/me' }));
  await sendFor(200, world, refreshWith(refreshToken));
}

/** Asserts that neither token of a session is good any more. */
export async function expectNoSession(world: World, { token, refreshToken }: User): Promise<void> {
  await sendFor(401, world, withToken(token, { path: '/users/me' }));
  await sendFor(401, world, refreshWith(refreshToken));
}
