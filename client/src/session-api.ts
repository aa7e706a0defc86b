/** Calls the routes that start, refresh and end sessions. */
import createOpenapiClient from 'openapi-fetch';
import type { Credentials, NewAccount, User } from './account';
import type { paths } from './api-types';
import { hasCode, ProblemError, unwrap } from './problem-error';

/** The tokens of a session. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds for which the access token is valid. */
  readonly expiresInSeconds: number;
  /** @default - the API sent none */
  readonly deviceToken?: string;
}

/** The values that a sign-in sends. */
export interface SignInAttempt extends Credentials {
  /** Replaces a temporary password. @default - none */
  readonly newPassword?: string | undefined;
  /** @default - none: the user has not signed in on this device before */
  readonly deviceToken?: string | undefined;
}

/**
 * The calls. Each throws ProblemError for an unsuccessful response, and the error of `fetch` when no response
 * arrives.
 */
export interface SessionApi {
  signUp(account: NewAccount): Promise<Tokens & { readonly user: User }>;
  signIn(attempt: SignInAttempt): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Tokens>;
  signOut(accessToken: string, everywhere: boolean): Promise<void>;
}

/** Sends a request. */
export type Send = (request: Request) => Promise<Response>;

/**
 * The timeout of one attempt, in milliseconds. A lost response costs a second attempt. Both must fit into the
 * 10 seconds for which the API accepts a replaced refresh token: see `refreshGrace` of its stage.
 */
const TIMEOUT_MS = 4_500;

/** @param baseUrl without a trailing slash */
export function createSessionApi(baseUrl: string, send: Send): SessionApi {
  const api = createOpenapiClient<paths>({ baseUrl, fetch: send, redirect: 'error' });
  // As text: the message of a failed JSON.parse quotes its input, which may be tokens.
  const options = () => ({ parseAs: 'text', signal: AbortSignal.timeout(TIMEOUT_MS) }) as const;

  async function postRefresh(refreshToken: string): Promise<Tokens> {
    const body = { refresh_token: refreshToken };
    return readTokens(await api.POST('/sessions/refresh', { ...options(), body }));
  }

  return {
    signUp: async (body) => {
      const result = await api.POST('/users', { body, parseAs: 'text' });
      const tokens = readTokens(result);
      return { ...tokens, user: parseObject(result).user as User };
    },
    signIn: async ({ username, password, newPassword, deviceToken }) => {
      const body = {
        username,
        password,
        ...(newPassword !== undefined && { new_password: newPassword }),
        ...(deviceToken !== undefined && { device_token: deviceToken }),
      };
      return readTokens(await api.POST('/sessions/create', { body, parseAs: 'text' }));
    },
    refresh: (refreshToken) =>
      postRefresh(refreshToken).catch((error: unknown) => {
        if (error instanceof ProblemError) throw error;
        return postRefresh(refreshToken);
      }),
    signOut: async (accessToken, everywhere) => {
      const init = { ...options(), headers: { Authorization: `Bearer ${accessToken}` } };
      unwrap(await (everywhere ? api.DELETE('/sessions', init) : api.DELETE('/sessions/current', init)));
    },
  };
}

/** Whether an error means that the session has ended. */
export function isSessionOver(error: unknown): error is ProblemError {
  return hasCode(error, 'INVALID_REFRESH_TOKEN') || hasCode(error, 'REFRESH_TOKEN_REUSED');
}

interface TextResult {
  data?: string;
  error?: unknown;
  response: Response;
}

function parseObject(result: TextResult): Record<string, unknown> {
  const text = unwrap(result);
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new ProblemError(result.response, undefined);
  }
}

function readTokens(result: TextResult): Tokens {
  const { access_token, refresh_token, expires_in, device_token } = parseObject(result);
  if (
    typeof access_token !== 'string' ||
    typeof refresh_token !== 'string' ||
    typeof expires_in !== 'number'
  ) {
    throw new ProblemError(result.response, undefined);
  }
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresInSeconds: expires_in,
    ...(typeof device_token === 'string' && { deviceToken: device_token }),
  };
}
