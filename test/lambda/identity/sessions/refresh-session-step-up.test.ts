import { refreshSession } from '../../../../lambda/identity/sessions/refresh-session';
import type { Session } from '../../../../lambda/identity/sessions/session';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

const HOUR_MS = 3_600_000;
const amr = ['pwd', 'otp', 'mfa'];

async function setUp() {
  const deps = createFakeDependencies();
  const { caller, refresh_token: refreshToken } = await signUp(deps);
  deps.clock.millis += HOUR_MS;
  const authTime = deps.clock.millis / 1000;
  const stepUp = () =>
    deps.sessions.stepUp(deps.sessions.items.get(`${caller.sub}/${caller.sid}`) as Session, {
      authTime,
      amr,
    });
  return { deps, refreshToken, authTime, stepUp };
}

test('a refresh carries a step-up on, and is none itself', async () => {
  const { deps, refreshToken, authTime, stepUp } = await setUp();
  await stepUp();
  let next = refreshToken;
  for (let n = 0; n < 3; n++) {
    deps.clock.millis += HOUR_MS;
    ({ refresh_token: next } = await refreshSession(deps)({ refreshToken: next, source: SOURCE }));
    expect(deps.signed.at(-1)).toMatchObject({ auth_time: authTime, amr });
  }
});

test('a refresh that began before a step-up does not take it back', async () => {
  const { deps, refreshToken, authTime, stepUp } = await setUp();
  const sessions: typeof deps.sessions = {
    ...deps.sessions,
    async rotate(...parameters) {
      expect(await stepUp()).toBe(true);
      return deps.sessions.rotate(...parameters);
    },
  };
  const { refresh_token: next } = await refreshSession({ ...deps, sessions })({
    refreshToken,
    source: SOURCE,
  });
  deps.clock.millis += HOUR_MS;
  await refreshSession(deps)({ refreshToken: next, source: SOURCE });
  expect(deps.signed.at(-1)).toMatchObject({ auth_time: authTime, amr });
});
