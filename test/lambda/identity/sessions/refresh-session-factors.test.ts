import { FACTOR_AMR } from '../../../../lambda/identity/factors/proofs/answer-challenge';
import { TRUSTED_AMR } from '../../../../lambda/identity/factors/trusted-devices/trusted-device';
import { refreshSession } from '../../../../lambda/identity/sessions/refresh-session';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';
import { outcomeOf } from '../../fakes/throttled';

test('a session whose user has used no second factor is not refreshed where a stage requires one', async () => {
  const deps = createFakeDependencies();
  const { caller, refresh_token: refreshToken } = await signUp(deps);
  const refresh = (secondFactor?: string) =>
    outcomeOf(refreshSession({ ...deps, secondFactor })({ refreshToken, source: SOURCE }));
  deps.clock.millis += 3_600_000;
  expect(await refresh('required')).toBe('INVALID_REFRESH_TOKEN');
  // the session stays: the stage may require none again
  const session = await deps.sessions.find(caller);
  if (!session) throw new Error('The session has ended');
  // by a code, or on a trusted device
  for (const amr of [FACTOR_AMR, TRUSTED_AMR]) {
    await deps.sessions.put({ ...session, amr });
    expect(await refresh('required')).toBe('done');
  }
  await deps.sessions.put(session);
  for (const setting of [undefined, '', 'optional']) {
    await deps.sessions.put(session);
    expect(await refresh(setting)).toBe('done');
  }
});
