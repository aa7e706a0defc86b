/** Asserts whether the access token and the refresh token of a session are valid. */
import { type Account, refresh } from './accounts';
import { expectProblem } from './expect-problem';

/** Asserts that the session is valid. */
export async function expectSignedIn(baseUrl: string, { send, refreshToken }: Account): Promise<void> {
  const [access, refreshed] = [await send({ path: '/foo' }), await refresh(baseUrl, refreshToken)];
  expect({ access: access.status, refresh: refreshed.status }).toEqual({ access: 200, refresh: 200 });
}

/** Asserts that the session has ended: the very next request is rejected. */
export async function expectSignedOut(baseUrl: string, { send, refreshToken }: Account): Promise<void> {
  expectProblem(await send({ path: '/foo' }), { status: 401, code: 'UNAUTHORIZED' });
  expectProblem(await refresh(baseUrl, refreshToken), { status: 401, code: 'INVALID_REFRESH_TOKEN' });
}
