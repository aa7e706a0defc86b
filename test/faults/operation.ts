/** An operation of the API, as the fault suites use it: how to perform it, and how to verify its effect. */
import { decodeJwt } from 'jose';
import { type Credentials, createCredentials } from '../support/accounts';
import { type Answer, type Sent, send } from '../support/http-client';
import type { Table } from './table';

/** The environment of operations. */
export interface World {
  readonly origin: string;
  readonly table: Table;
  /** The names and ids of accounts whose cases failed; their leftovers prove nothing. */
  readonly abandoned: Set<string>;
  /** The names of failed sign-ups. Each may leave a session whose tokens no client received, until it expires. */
  readonly unanswered: Set<string>;
}

/** A signed-in user. */
export interface User extends Credentials {
  readonly id: string;
  readonly sid: string;
  readonly token: string;
  readonly refreshToken: string;
  /** The device token of a sign-in. @default - the tokens come from a refresh */
  readonly deviceToken?: string | undefined;
}

/** A request whose preconditions are set up. */
export interface PreparedRequest {
  readonly sent: Sent;
  /** The user of the request. Every call to the table contains the name or the id. */
  readonly user: Credentials & Partial<User>;
  /**
   * Asserts that the effect of the response has happened, and nothing else.
   * @param answer a response with the operation's status, or the status of a repetition
   */
  verify(answer: Answer): Promise<void> | void;
}

/** An operation in one situation. */
export interface Operation {
  readonly name: string;
  /** The status of the response without faults. */
  readonly status: number;
  /**
   * Another status that a repetition may have, if the first request was applied although it failed.
   * @default - the same status
   */
  readonly repeated?: number;
  prepare(world: World): Promise<PreparedRequest>;
}

/** Adds a token to a request. */
export function withToken(token: string, sent: Sent): Sent {
  return { ...sent, headers: { ...sent.headers, authorization: `Bearer ${token}` } };
}

/** The maximum number of attempts for a request without faults, whose calls may time out on a busy machine. */
const PATIENCE = 4;

/** Sends a request, and repeats it as a client would after a 5xx, or a 202 that asks for it. */
export async function sendPatiently({ origin }: World, sent: Sent): Promise<Answer> {
  const isUnfinished = ({ status, headers }: Answer) =>
    status >= 500 || (status === 202 && headers['retry-after'] !== undefined);
  let answer = await send(origin, sent);
  for (let more = PATIENCE - 1; more > 0 && isUnfinished(answer); more--) answer = await send(origin, sent);
  return answer;
}

/** Sends a request with `sendPatiently`, and asserts the status of the response. */
export async function sendFor(status: number, world: World, sent: Sent): Promise<Answer> {
  const answer = await sendPatiently(world, sent);
  if (answer.status === status) return answer;
  const asked = `${sent.method ?? 'GET'} ${sent.path}`;
  throw new Error(`${asked}: expected status ${status}, received ${answer.status}: ${answer.text}`);
}

/** Registers a user. */
export async function signUp(world: World): Promise<User> {
  const credentials = createCredentials();
  const { json } = await sendFor(201, world, { method: 'POST', path: '/users', json: credentials });
  return toUser(credentials, json);
}

/** Starts another session of an account. */
export async function signInAgain(world: World, { username, password }: Credentials): Promise<User> {
  const json = { username, password };
  const answer = await sendFor(201, world, { method: 'POST', path: '/sessions/create', json });
  return toUser(json, answer.json);
}

/** Returns the user whose tokens a response contains. */
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

/** Returns the request of a refresh. */
export function refreshWith(refreshToken: string): Sent {
  return { method: 'POST', path: '/sessions/refresh', json: { refresh_token: refreshToken } };
}

/** Asserts that both tokens of a session are valid. */
export async function expectSession(world: World, { token, refreshToken }: User): Promise<void> {
  await sendFor(200, world, withToken(token, { path: '/users/me' }));
  await sendFor(200, world, refreshWith(refreshToken));
}

/** Asserts that neither token of a session is valid any longer. */
export async function expectNoSession(world: World, { token, refreshToken }: User): Promise<void> {
  await sendFor(401, world, withToken(token, { path: '/users/me' }));
  await sendFor(401, world, refreshWith(refreshToken));
}
