import { refreshSession } from '../../../lambda/identity/sessions/refresh-session';
import type { Sessions } from '../../../lambda/identity/sessions/sessions';
import { createFakeDependencies, SOURCE } from '../fakes/auth-dependencies';
import { signUp } from '../fakes/signed-in';

test('a refresh that others overtake by two rotations is rejected, and ends nothing', async () => {
  const deps = createFakeDependencies();
  const { caller, refresh_token: first } = await signUp(deps);
  const refresh = async (refreshToken: string, sessions: Sessions = deps.sessions) =>
    (await refreshSession({ ...deps, sessions })({ refreshToken, source: SOURCE })).refresh_token;
  let overtaken = false;
  const slow: Sessions = {
    ...deps.sessions,
    async rotate(...parameters) {
      if (!overtaken) {
        overtaken = true;
        const second = await refresh(first);
        deps.clock.millis += deps.refreshGraceSeconds * 1000;
        await refresh(second);
      }
      return deps.sessions.rotate(...parameters);
    },
  };
  await expect(refresh(first, slow)).rejects.toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
  expect(deps.sessions.items.get(`${caller.sub}/${caller.sid}`)).toBeDefined();
  expect(deps.logged).not.toContainEqual(expect.objectContaining({ event: 'refresh_token_reused' }));
});
