/** Makes a client of the API, which signs a user in and keeps the session going. */
import createOpenapiClient, { type Middleware, type Client as OpenapiClient } from 'openapi-fetch';
import type { Credentials, Profile, User } from './account';
import type { paths } from './api-types';
import { parseBaseUrl, requireInside } from './base-url';
import { changeUsername } from './change-username';
import { createLocalLock, createSharedLock, findWebLocks, type WebLocks } from './lock';
import { ProblemError } from './problem-error';
import { createSessionApi, type Send } from './session-api';
import { createSessionKeeper } from './session-keeper';
import { createSessionStore } from './session-store';
import { memoryStorage, type TokenStorage } from './token-storage';
import { untilAborted } from './until-aborted';

/** What may be set of a client. */
export interface ClientOptions {
  /** The API's URL, such as the stack's output `ApiUrl`. */
  readonly baseUrl: string;
  /** @default - in memory: the session is this page's, and gone with it */
  readonly storage?: TokenStorage;
  /**
   * The session's name in the storage, and of its lock. A server that keeps the sessions of several users gives each its own.
   * @default `latchkey:<baseUrl>`
   */
  readonly storageKey?: string;
  /** @default globalThis.fetch */
  readonly fetch?: Send;
  /**
   * Called once when the session turns out to be over: with what the API said, or without when another tab learnt of it, signed
   * out, or signed in anew. What it throws is an uncaught error of the page or the process, and no call's.
   * @default - nobody is told
   */
  readonly onSignedOut?: (problem?: ProblemError) => void;
  /** @default - those of the browser, where it has them */
  readonly locks?: WebLocks;
  /** The time in epoch milliseconds. @default Date.now */
  readonly now?: () => number;
}

/**
 * A client. Its functions throw ProblemError where the API says no, and what `fetch` throws where no answer came; a session
 * outlives both.
 */
export interface Client {
  /** Makes an account and signs it in. */
  signUp(credentials: Credentials): Promise<User>;
  /**
   * Signs in. A password that an operator has set is temporary: without a new one it is a ProblemError with the code
   * `PASSWORD_CHANGE_REQUIRED`, and nothing begins.
   * @param options.newPassword replaces a temporary password, and no other. @default - none
   */
  signIn(credentials: Credentials, options?: { readonly newPassword?: string }): Promise<void>;
  /**
   * Gives the account another username, and gets tokens that carry it. Needs a sign-in of the last minutes. Throws a ProblemError with
   * `REAUTHENTICATION_REQUIRED`, `USERNAME_TAKEN`, or `TOO_MANY_USERNAME_CHANGES` and `retryAfterSeconds`.
   */
  changeUsername(username: string): Promise<Profile>;
  /**
   * Ends this session, or all of the user's. The tokens are forgotten here in any case; when it throws, the API may not know.
   * @param options.everywhere @default false
   */
  signOut(options?: { readonly everywhere?: boolean }): Promise<void>;
  /** Gets the next tokens now. Returns whether somebody is still signed in. */
  refresh(): Promise<boolean>;
  /** Whether there is a session here; the API may have ended it. */
  isSignedIn(): Promise<boolean>;
  /**
   * The platform's `fetch` with the access token, for paths behind the base URL: it answers with a response of any status.
   * @throws TypeError for a URL outside of the base URL, and for an answer that redirects
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Every route, typed by the API's document (https://openapi-ts.dev/openapi-fetch/). */
  readonly api: OpenapiClient<paths>;
}

/** What ends a session when it is deleted. */
const ENDS = ['/users/me', '/sessions', '/sessions/current'];

/**
 * Makes a client.
 * @throws TypeError for a base URL that is no absolute URL of http or https
 */
export function createClient(options: ClientOptions): Client {
  const baseUrl = parseBaseUrl(options.baseUrl);
  const { storage, storageKey = `latchkey:${baseUrl}`, locks = findWebLocks(), now = Date.now } = options;
  const send: Send = options.fetch ?? ((request) => globalThis.fetch(request));
  const sessionApi = createSessionApi(baseUrl, send);
  const store = createSessionStore(storage ?? memoryStorage(), storageKey);
  const keeper = createSessionKeeper({
    store,
    api: sessionApi,
    // a session in memory is nobody else's
    lock: storage && locks ? createSharedLock(locks, storageKey) : createLocalLock(),
    now,
    onSignedOut: (problem) => queueMicrotask(() => options.onSignedOut?.(problem)),
  });

  const isSignedIn = async () => (await keeper.read()) !== undefined;

  async function sendSignedIn(request: Request): Promise<Response> {
    requireInside(baseUrl, request.url);
    const session = await untilAborted(request.signal, keeper.current());
    if (!session) return send(request);
    // a body can be read once, and may be needed twice
    const spare = request.clone();
    const response = await send(withToken(request, session.accessToken));
    if (response.ok && isEnd(request)) await keeper.forget(session);
    if (!(await isTokenRefused(response))) return response;
    const next = await untilAborted(request.signal, keeper.replace(session));
    return next ? send(withToken(spare, next.accessToken)) : response;
  }

  /** Whether the session ends with a request that succeeds. */
  function isEnd({ method, url }: Request): boolean {
    const { origin, pathname } = new URL(url);
    return method === 'DELETE' && ENDS.includes((origin + pathname).slice(baseUrl.length));
  }

  const api = createOpenapiClient<paths>({ baseUrl, fetch: sendSignedIn, redirect: 'error' });
  api.use(requireJson);

  return {
    api,
    signUp: async (credentials) => {
      const { user, ...tokens } = await sessionApi.signUp(credentials);
      await keeper.begin(credentials.username, tokens);
      return user;
    },
    signIn: async (credentials, { newPassword } = {}) => {
      const { username } = credentials;
      const deviceToken = await store.readDevice(username);
      await keeper.begin(username, await sessionApi.signIn({ ...credentials, newPassword, deviceToken }));
    },
    changeUsername: (username) => changeUsername({ api, keeper }, username),
    signOut: ({ everywhere = false } = {}) => keeper.end({ everywhere }),
    refresh: async () => {
      const session = await keeper.read();
      if (session) await keeper.replace(session);
      return isSignedIn();
    },
    isSignedIn,
    fetch: async (input, init) => {
      const isPath = typeof input === 'string' && input.startsWith('/');
      return sendSignedIn(new Request(isPath ? baseUrl + input : input, { ...init, redirect: 'error' }));
    },
  };
}

/** The message of a failed JSON.parse quotes what it read. */
const requireJson: Middleware = {
  onResponse: async ({ response, options }) => {
    if (!response.ok || options.parseAs !== 'json') return;
    const text = await response.clone().text();
    try {
      JSON.parse(text || 'null');
    } catch {
      throw new ProblemError(response, undefined);
    }
  },
};

function withToken(request: Request, accessToken: string): Request {
  request.headers.set('Authorization', `Bearer ${accessToken}`);
  return request;
}

/** Whether another token would help: a wrong password is a 401, too. */
async function isTokenRefused(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return Object(body).code === 'UNAUTHORIZED';
}
