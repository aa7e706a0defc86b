/** Creates a client of the API, which signs a user in and keeps the session valid. */
import createOpenapiClient, { type Middleware, type Client as OpenapiClient } from 'openapi-fetch';
import type { Credentials, NewAccount, Profile, SignedUpUser } from './account';
import type { paths } from './api-types';
import { parseBaseUrl, requireInside } from './base-url';
import { changeUsername } from './change-username';
import type { WithParts } from './client-parts';
import { createFactorApi } from './factor-api';
import { createLocalLock, createSharedLock, findWebLocks, type WebLocks } from './lock';
import {
  createPasswordResetApi,
  type PasswordResetProof,
  type RequestedPasswordReset,
} from './password-reset';
import { ProblemError, unwrap } from './problem-error';
import type { SecondFactorClient, SignInChallenge } from './second-factor';
import { createSessionApi, isTrustRefused, readTokens, type Send } from './session-api';
import { createSessionKeeper } from './session-keeper';
import { createSessionStore, type StoredSession } from './session-store';
import { createStepUps } from './step-up';
import { memoryStorage, type TokenStorage } from './token-storage';
import { untilAborted } from './until-aborted';

/** The options of a client. */
export interface ClientOptions {
  /** The API's URL, such as the stack's output `ApiUrl`. */
  readonly baseUrl: string;
  /** @default - in memory: the session lasts as long as the page or the process */
  readonly storage?: TokenStorage;
  /**
   * The session's name in the storage, and the name of its lock. A server with the sessions of several users
   * needs one name per user.
   * @default `latchkey:<baseUrl>`
   */
  readonly storageKey?: string;
  /** @default globalThis.fetch */
  readonly fetch?: Send;
  /**
   * Called once when the session has ended. `problem` is the API's response. It is undefined if another tab
   * received that response, signed out or signed in again. An error that it throws is uncaught, and does not
   * reject any call.
   * @default - no callback
   */
  readonly onSignedOut?: (problem?: ProblemError) => void;
  /**
   * Called when the API demands a more recent or a stronger authentication. Ask the user for the password, or for a code
   * of one of `problem.kinds`, and await `stepUp`. The client then repeats the request once. If no step-up succeeded, the
   * API's response stands. An error that it throws rejects the call. Requests that wait share one call.
   * @default - the API's response stands
   */
  readonly onStepUp?: (problem: ProblemError) => Promise<void> | void;
  /** @default - those of the browser, if it has them */
  readonly locks?: WebLocks;
  /** The time in epoch milliseconds. @default Date.now */
  readonly now?: () => number;
}

/**
 * A client. Its functions throw ProblemError for an unsuccessful response, and the error of `fetch` when no
 * response arrives. Neither ends the session.
 */
export interface Client extends SecondFactorClient {
  /**
   * Creates an account and signs it in. With an e-mail address, the API also mails a code to it, for `verifyEmail`. If the
   * API requires a second factor, no session starts, and the result has a `challenge`.
   */
  signUp(account: NewAccount): Promise<SignedUpUser>;
  /**
   * Signs in. Resolves to a challenge if the account needs a second factor: complete the sign-in with `answerChallenge`.
   * With a temporary password and no new one it throws a ProblemError with the code
   * `PASSWORD_CHANGE_REQUIRED`, and no session starts.
   * @param options.newPassword replaces a temporary password, and only that. @default - none
   */
  signIn(
    credentials: Credentials,
    options?: { readonly newPassword?: string },
  ): Promise<SignInChallenge | undefined>;
  /**
   * Changes the account's username, and gets tokens with the new one. Needs a recent authentication. Throws a
   * ProblemError with `INSUFFICIENT_USER_AUTHENTICATION`, `USERNAME_TAKEN`, or `TOO_MANY_USERNAME_CHANGES` and
   * `retryAfterSeconds`.
   */
  changeUsername(username: string): Promise<Profile>;
  /**
   * Asks for an e-mail address, to which the API mails a code. The address in use stays until `verifyEmail`. Needs a
   * recent authentication. Throws a ProblemError with `INSUFFICIENT_USER_AUTHENTICATION`, or `VALIDATION_FAILED` for a
   * text that is not an address.
   */
  changeEmail(email: string): Promise<void>;
  /**
   * Puts the address that was asked for into use. The first address of an account ends its other sessions. Where the
   * API returns `EMAIL_NOT_VERIFIED`, call `refresh` afterwards: the next token says that the address is verified.
   * Throws a ProblemError with `INVALID_CODE` when the code is wrong, used or expired.
   */
  verifyEmail(code: string): Promise<void>;
  /** Drops the address that waits for its code. The address in use stays. */
  cancelEmailChange(): Promise<void>;
  /** Removes the address in use, and the one that waits. Needs a recent authentication. */
  removeEmail(): Promise<void>;
  /**
   * Asks for a mail with a code that replaces a forgotten password. The result is the same for every name.
   * @param username the username, or the verified address of the account
   */
  requestPasswordReset(username: string): Promise<RequestedPasswordReset>;
  /**
   * Replaces a forgotten password. All sessions of the account end, and none starts: sign in afterwards. Throws
   * a ProblemError with `INVALID_CODE`, `VALIDATION_FAILED` for the new password, or `TOO_MANY_ATTEMPTS` and
   * `retryAfterSeconds`.
   */
  confirmPasswordReset(reset: PasswordResetProof & { readonly newPassword: string }): Promise<void>;
  /**
   * Ends this session, or all of the user's sessions. The tokens are deleted here in any case. If it throws,
   * the API may not have ended the session.
   * @param options.everywhere @default false
   */
  signOut(options?: { readonly everywhere?: boolean }): Promise<void>;
  /** Gets new tokens now. Returns whether a user is still signed in. */
  refresh(): Promise<boolean>;
  /** Whether a session is stored here. The API may have ended it already. */
  isSignedIn(): Promise<boolean>;
  /**
   * Calls the platform's `fetch` with the access token, for paths under the base URL. Resolves to the
   * response, with any status.
   * @throws TypeError for a URL outside the base URL, and for a response that redirects
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** All routes, typed by the OpenAPI document (https://openapi-ts.dev/openapi-fetch/). */
  readonly api: OpenapiClient<paths>;
}

/** The resources whose deletion ends the session. */
const ENDS = ['/users/me', '/sessions', '/sessions/current'];

/**
 * Creates a client.
 * @throws TypeError for a base URL that is not an absolute http or https URL
 */
export function createClient(options: ClientOptions): Client {
  const baseUrl = parseBaseUrl(options.baseUrl);
  const { storage, storageKey = `latchkey:${baseUrl}`, locks = findWebLocks(), now = Date.now } = options;
  const send: Send = options.fetch ?? ((request) => globalThis.fetch(request));
  const sessionApi = createSessionApi(baseUrl, send);
  const passwordResets = createPasswordResetApi(baseUrl, send);
  const store = createSessionStore(storage ?? memoryStorage(), storageKey);
  const keeper = createSessionKeeper({
    store,
    api: sessionApi,
    // A session in memory is not shared with other tabs.
    lock: storage && locks ? createSharedLock(locks, storageKey) : createLocalLock(),
    now,
    onSignedOut: (problem) => queueMicrotask(() => options.onSignedOut?.(problem)),
  });

  const stepUps = createStepUps({ api: sessionApi, keeper, onStepUp: options.onStepUp });

  const isSignedIn = async () => (await keeper.read()) !== undefined;

  async function sendSignedIn(request: Request): Promise<Response> {
    requireInside(baseUrl, request.url);
    const session = await untilAborted(request.signal, keeper.current());
    if (!session) return send(request);
    // A body can be read once, and a repetition needs it again.
    const spare = request.clone();
    const since = stepUps.count();
    const response = await sendAs(session, request);
    const next = await untilAborted(request.signal, stepUps.afterStepUp(response, session, since));
    return next ? sendAs(next, spare) : response;
  }

  /** Sends a request with the token of a session, or with its next token. */
  async function sendAs(session: StoredSession, request: Request): Promise<Response> {
    const spare = request.clone();
    const response = await send(withToken(request, session.accessToken));
    if (response.ok && isEnd(request)) await keeper.forget(session);
    if (!(await isTokenRefused(response))) return response;
    const next = await untilAborted(request.signal, keeper.replace(session));
    return next ? send(withToken(spare, next.accessToken)) : response;
  }

  /** Whether a successful request ends the session. */
  function isEnd({ method, url }: Request): boolean {
    const { origin, pathname } = new URL(url);
    return method === 'DELETE' && ENDS.includes((origin + pathname).slice(baseUrl.length));
  }

  const api = createOpenapiClient<paths>({ baseUrl, fetch: sendSignedIn, redirect: 'error' });
  api.use(requireJson);

  const parts: WithParts['#parts'] = {
    send: (path, init) => send(new Request(baseUrl + path, { ...init, redirect: 'error' })),
    begin: (username, result) => keeper.begin(username, readTokens(result)),
    stepUp: stepUps.stepUp,
    store,
  };
  const client: Client & WithParts = {
    '#parts': parts,
    api,
    signUp: async (account) => {
      const { user, ...result } = await sessionApi.signUp(account);
      if ('challenge' in result) return { ...user, challenge: result };
      await keeper.begin(account.username, result);
      return user;
    },
    signIn: async (credentials, { newPassword } = {}) => {
      const { username } = credentials;
      const deviceToken = await store.readDevice(username);
      const trustedDeviceToken = await store.readTrust(username);
      const attempt = { ...credentials, newPassword, deviceToken };
      const result = await sessionApi.signIn({ ...attempt, trustedDeviceToken }).catch(async (error) => {
        // The stage has no trusted devices any more.
        if (trustedDeviceToken === undefined || !isTrustRefused(error)) throw error;
        await store.removeTrust(username);
        return sessionApi.signIn(attempt);
      });
      if ('challenge' in result) return result;
      await keeper.begin(username, result);
      return undefined;
    },
    answerChallenge: async ({ username, challenge }, answer) =>
      keeper.begin(username, await sessionApi.answerChallenge(challenge, answer)),
    enrolFirstTotp: ({ challenge }) => sessionApi.enrolFirstTotp(challenge),
    confirmFirstTotp: async ({ username, challenge }, proof) => {
      const { recoveryCodes, ...tokens } = await sessionApi.confirmFirstTotp(challenge, proof);
      await keeper.begin(username, tokens);
      return recoveryCodes;
    },
    stepUp: (proof) => stepUps.stepUp(proof),
    ...createFactorApi(api),
    changeUsername: (username) => changeUsername({ api, keeper }, username),
    changeEmail: async (email) => unwrap(await api.PUT('/users/me/email', { body: { email } })),
    verifyEmail: async (code) => unwrap(await api.POST('/users/me/email/verification', { body: { code } })),
    cancelEmailChange: async () => unwrap(await api.DELETE('/users/me/email/verification')),
    removeEmail: async () => unwrap(await api.DELETE('/users/me/email')),
    requestPasswordReset: (username) => passwordResets.request(username),
    confirmPasswordReset: ({ newPassword, ...proof }) => passwordResets.confirm(proof, newPassword),
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
  return client;
}

/** Replaces the error of a failed JSON.parse, whose message quotes its input. */
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

/** Whether the API rejected the access token. A wrong password is a 401, too. */
async function isTokenRefused(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return Object(body).code === 'UNAUTHORIZED';
}
