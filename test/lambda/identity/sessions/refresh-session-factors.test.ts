import { FACTOR_AMR } from '../../../../lambda/identity/factors/proofs/answer-challenge';
import { TRUSTED_AMR } from '../../../../lambda/identity/factors/trusted-devices/trusted-device';
import type { SecondFactorRule } from '../../../../lambda/identity/sessions/find-session-end';
import { refreshSession } from '../../../../lambda/identity/sessions/refresh-session';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';
import { outcomeOf } from '../../fakes/throttled';

async function openSession() {
  const deps = createFakeDependencies();
  const { caller, refresh_token: refreshToken } = await signUp(deps);
  deps.clock.millis += 3_600_000;
  const session = await deps.sessions.find(caller);
  if (!session) throw new Error('The session has ended');
  return {
    /** Refreshes the session as one that began with these methods. */
    refresh: async (amr: readonly string[], rule: SecondFactorRule) => {
      await deps.sessions.put({ ...session, amr });
      return outcomeOf(refreshSession({ ...deps, ...rule })({ refreshToken, source: SOURCE }));
    },
  };
}

const required = { secondFactor: 'required' };

test('a session whose user has used no second factor is not refreshed where a stage requires one', async () => {
  const { refresh } = await openSession();
  for (const trustsDevices of [false, true]) {
    expect(await refresh(['pwd'], { ...required, trustsDevices })).toBe('INVALID_REFRESH_TOKEN');
  }
  expect(await refresh(FACTOR_AMR, required)).toBe('done');
  // the session stays: the stage may require none again
  for (const secondFactor of [undefined, '', 'optional']) {
    expect(await refresh(['pwd'], { secondFactor })).toBe('done');
  }
});

test('a session by a trusted device is refreshed only while the stage trusts devices', async () => {
  const { refresh } = await openSession();
  expect(await refresh(TRUSTED_AMR, required)).toBe('INVALID_REFRESH_TOKEN');
  expect(await refresh(TRUSTED_AMR, { ...required, trustsDevices: true })).toBe('done');
  expect(await refresh(TRUSTED_AMR, { secondFactor: 'optional' })).toBe('done');
});
