/** The requests of a user's client: it signs up, signs in, refreshes, and calls protected routes. */
import type { Answer, HttpClient, Sent } from './client';

/** A name and a password. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The tokens of a sign-in. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The requests of a user's client. */
export const requests = {
  signUp: (credentials: Credentials): Sent => ({ method: 'POST', path: '/users', json: credentials }),
  signIn: (credentials: Credentials): Sent => ({
    method: 'POST',
    path: '/sessions/create',
    json: credentials,
  }),
  refresh: ({ refreshToken }: Tokens): Sent => ({
    method: 'POST',
    path: '/sessions/refresh',
    json: { refresh_token: refreshToken },
  }),
  getProfile: (tokens: Tokens): Sent => ({ path: '/users/me', headers: bearer(tokens) }),
  createFoo: (tokens: Tokens): Sent => ({
    method: 'POST',
    path: '/foo',
    headers: bearer(tokens),
    json: { name: 'a foo' },
  }),
  getFoo: (tokens: Tokens, id: string): Sent => ({ path: `/foo/${id}`, headers: bearer(tokens) }),
  listFoos: (tokens: Tokens): Sent => ({ path: '/foo', headers: bearer(tokens) }),
  updateFoo: (tokens: Tokens, id: string): Sent => ({
    method: 'PUT',
    path: `/foo/${id}`,
    headers: bearer(tokens),
    json: { name: 'a foo' },
  }),
  deleteFoo: (tokens: Tokens, id: string): Sent => ({
    method: 'DELETE',
    path: `/foo/${id}`,
    headers: bearer(tokens),
  }),
  signOut: (tokens: Tokens): Sent => ({
    method: 'DELETE',
    path: '/sessions/current',
    headers: bearer(tokens),
  }),
} as const;

function bearer({ accessToken }: Tokens) {
  return { authorization: `Bearer ${accessToken}` };
}

/** Reads the tokens from the response to a sign-up, a sign-in or a refresh. */
export function readTokens({ text }: Pick<Answer, 'text'>): Tokens {
  const { access_token: accessToken, refresh_token: refreshToken } = JSON.parse(text);
  return { accessToken, refreshToken };
}

/**
 * Sends a request that must succeed.
 * @throws Error for any status but 2xx
 */
export async function succeed(client: HttpClient, sent: Sent): Promise<Answer> {
  const answer = await client.send(sent);
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new Error(`${sent.method ?? 'GET'} ${sent.path} answered ${answer.status}: ${answer.text}`);
}
