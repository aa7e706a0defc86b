import {
  type RefreshDependencies,
  refreshSession,
} from '../../../../lambda/identity/sessions/refresh-session';
import { createRefreshToken, formatRefreshToken } from '../../../../lambda/identity/sessions/refresh-token';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

/** A user whose session is rotated by other requests whenever a refresh sets out to. */
async function setUp() {
  const deps = createFakeDependencies();
  const { caller, refresh_token: current } = await signUp(deps);
  const sessions: RefreshDependencies['sessions'] = { ...deps.sessions, rotate: async () => false };
  const refresh = (refreshToken: string) =>
    refreshSession({ ...deps, sessions })({ refreshToken, source: SOURCE });
  return { deps, caller, current, refresh };
}

test('a refresh that loses every race is a conflict for the holder of the current token, and the session stays', async () => {
  const { deps, caller, current, refresh } = await setUp();
  await expect(refresh(current)).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
  expect(await deps.sessions.find(caller)).toBeDefined();
});

test('a made-up token learns nothing of it', async () => {
  const { caller, refresh } = await setUp();
  const madeUp = formatRefreshToken(createRefreshToken(caller));
  await expect(refresh(madeUp)).rejects.toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
});
