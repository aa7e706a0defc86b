import {
  type RefreshDependencies,
  refreshSession,
} from '../../../../lambda/identity/sessions/refresh-session';
import { createRefreshToken, formatRefreshToken } from '../../../../lambda/identity/sessions/refresh-token';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

/** Creates a user whose session other requests rotate during every refresh. */
async function setUp() {
  const deps = createFakeDependencies();
  const { caller, refresh_token: current } = await signUp(deps);
  const sessions: RefreshDependencies['sessions'] = { ...deps.sessions, rotate: async () => false };
  const refresh = (refreshToken: string) =>
    refreshSession({ ...deps, sessions })({ refreshToken, source: SOURCE });
  return { deps, caller, current, refresh };
}

test('a refresh with the current token that loses every race is a conflict, and the session stays', async () => {
  const { deps, caller, current, refresh } = await setUp();
  await expect(refresh(current)).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
  expect(await deps.sessions.find(caller)).toBeDefined();
});

test('a forged token does not reveal the conflict', async () => {
  const { caller, refresh } = await setUp();
  const madeUp = formatRefreshToken(createRefreshToken(caller));
  await expect(refresh(madeUp)).rejects.toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
});
