import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { cancelFactorsReset } from '../../../../../lambda/identity/factors/management/cancel-factors-reset';
import { findDueReset } from '../../../../../lambda/identity/factors/proofs/factors-reset';
import { refuseSecondFactor } from '../../../../../lambda/identity/factors/proofs/refuse-second-factor';
import { requireSecondFactor } from '../../../../../lambda/identity/factors/proofs/require-second-factor';
import { signInAfterReset } from '../../../../../lambda/identity/factors/proofs/sign-in-after-reset';
import { stepUp } from '../../../../../lambda/identity/factors/step-up';
import { resetFactors } from '../../../../../lambda/identity/operator/factors/reset-factors';
import { NO_PASSWORD } from '../../../../../lambda/identity/passwords/no-password';
import { startSession } from '../../../../../lambda/identity/sessions/start-session';
import { PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import {
  ada,
  answer,
  codeOf,
  createFactorScene,
  type FactorDependencies,
  type FactorScene,
  sendPassword,
} from '../../../fakes/factor-scene';
import { outcomeOf } from '../../../fakes/throttled';

const HOUR = 3_600_000;
const GONE = ['factors', 'passkeys', 'secondFactorSince', 'recoveryCodes', 'factorsResetAt'] as const;

/** A scene in which an operator has requested a reset. */
async function withReset(): Promise<FactorScene> {
  const scene = await createFactorScene();
  await resetFactors(scene.deps)({ choice: { username: 'ada' }, isAtOnce: false });
  return scene;
}

/** Signs in by the password. Without `otherwise`, the sign-in of an account whose reset is not due needs a factor. */
function signInByPassword(
  deps: FactorDependencies,
  { password = PASSWORD, otherwise = requireSecondFactor(deps), begin = startSession(deps) } = {},
) {
  const required = signInAfterReset({ ...deps, startSession: begin }, otherwise);
  const sent = { username: 'Ada', password, source: SOURCE, hasTime: () => true };
  return signIn({ ...deps, requireSecondFactor: required })(sent);
}

/** Signs in by the password, with an act of another request after the decision and before the commit. */
function signInAfter(deps: FactorDependencies, act: () => Promise<void>) {
  const start = startSession(deps);
  const begin: typeof start = async (command) => {
    await act();
    return start(command);
  };
  return signInByPassword(deps, { begin });
}

test('until the date, nothing changes', async () => {
  const scene = await withReset();
  scene.deps.clock.millis += 24 * HOUR - 1;
  const before = ada(scene);
  expect(await outcomeOf(signInByPassword(scene.deps))).toBe('SECOND_FACTOR_REQUIRED');
  for (const name of GONE) expect(ada(scene)[name]).toEqual(before[name]);
  expect(scene.deps.factorSecrets.items.size).toBe(1);
});

test('from the date on, the password is enough, and one write removes the factors', async () => {
  const scene = await withReset();
  const { deps } = scene;
  deps.clock.millis += 24 * HOUR;
  deps.logged.length = 0;
  deps.accounts.set({ ...ada(scene), passkeys: { one: { addedAt: 1, verifiesUser: true } } });
  const before = ada(scene);
  expect(await signInByPassword(deps)).toMatchObject({ token_type: 'Bearer' });
  for (const name of GONE) expect(ada(scene)[name]).toBeUndefined();
  expect(ada(scene)).toMatchObject({ factorFailures: 0, stepUpFailures: 0 });
  expect(deps.factorSecrets.items.size).toBe(0);
  expect(deps.signed.at(-1)).toMatchObject({ amr: ['pwd'] });
  expect(deps.logged.map(({ event }) => event)).toEqual(['factors_reset', 'signed_in']);
  expect(deps.notices).toContainEqual({ notice: 'factor-removed', account: before });
  // the next one finds an account without a second factor
  expect(await signInByPassword(deps)).toMatchObject({ token_type: 'Bearer' });
});

test('also when the second factor is off, the passkeys are removed, and until the date the password is enough', async () => {
  const scene = await withReset();
  const { deps } = scene;
  const { factors: _, secondFactorSince, recoveryCodes, ...off } = ada(scene);
  deps.accounts.set({ ...off, passkeys: { one: { addedAt: 1, verifiesUser: true } } });
  expect(await signInByPassword(deps)).toMatchObject({ token_type: 'Bearer' });
  expect(ada(scene)).toMatchObject({ passkeys: { one: {} }, factorsResetAt: off.factorsResetAt });
  deps.clock.millis += 24 * HOUR;
  expect(await signInByPassword(deps)).toMatchObject({ token_type: 'Bearer' });
  for (const name of GONE) expect(ada(scene)[name]).toBeUndefined();
});

test('an account without a password has no reset, so its passkeys stay', async () => {
  const scene = await withReset();
  const due = scene.deps.now() + 24 * HOUR;
  expect(findDueReset(ada(scene), due)).toBe(due);
  expect(findDueReset({ ...ada(scene), passwordHash: NO_PASSWORD }, due)).toBeUndefined();
});

test('from the date on, a wrong password is still wrong', async () => {
  const scene = await withReset();
  scene.deps.clock.millis += 24 * HOUR;
  const attempt = signInByPassword(scene.deps, { password: 'a wrong password' });
  expect(await outcomeOf(attempt)).toBe('INVALID_CREDENTIALS');
  expect(ada(scene).secondFactorSince).toBeDefined();
});

test.each(['totp', 'recovery_code'])('a sign-in with a %s cancels the reset', async (kind) => {
  const scene = await withReset();
  const { deps, recoveryCodes } = scene;
  const { challenge } = await sendPassword(deps);
  await answer(deps, challenge, kind === 'totp' ? codeOf(scene) : (recoveryCodes[0] ?? ''), { kind });
  expect(ada(scene).factorsResetAt).toBeUndefined();
  expect(deps.logged).toContainEqual(expect.objectContaining({ event: 'factors_reset_cancelled' }));
  deps.clock.millis += 25 * HOUR;
  expect(await outcomeOf(signInByPassword(deps))).toBe('SECOND_FACTOR_REQUIRED');
});

test('a sign-in with a factor cancels a reset that is due', async () => {
  const scene = await withReset();
  const { deps } = scene;
  deps.clock.millis += 24 * HOUR - 1;
  const { challenge } = await sendPassword(deps);
  deps.clock.millis += 1;
  await answer(deps, challenge, codeOf(scene));
  expect(await outcomeOf(signInByPassword(deps))).toBe('SECOND_FACTOR_REQUIRED');
});

test('a step-up with a factor cancels the reset', async () => {
  const scene = await withReset();
  const { deps, laptop } = scene;
  const proof = { kind: 'totp', code: codeOf(scene) };
  await stepUp({ ...deps, sessionStepUps: deps.sessionStepUps })({
    ...{ caller: laptop.caller, proof, source: SOURCE },
  });
  expect(ada(scene).factorsResetAt).toBeUndefined();
  expect(deps.logged).toContainEqual(expect.objectContaining({ event: 'factors_reset_cancelled' }));
});

test('a reset that is canceled after the decision and before the commit removes nothing', async () => {
  const scene = await withReset();
  const { deps, laptop } = scene;
  deps.clock.millis += 24 * HOUR;
  const attempt = signInAfter(deps, () =>
    cancelFactorsReset(deps)({ caller: laptop.caller, source: SOURCE }),
  );
  expect(await outcomeOf(attempt)).toBe('SECOND_FACTOR_REQUIRED');
  expect(ada(scene).factors).toHaveProperty(scene.id);
  expect(deps.sessions.items.size).toBe(1);
});

test('a reset that was canceled and requested again waits again', async () => {
  const scene = await withReset();
  const { deps, laptop } = scene;
  deps.clock.millis += 24 * HOUR;
  const attempt = signInAfter(deps, async () => {
    await cancelFactorsReset(deps)({ caller: laptop.caller, source: SOURCE });
    await resetFactors(deps)({ choice: { username: 'ada' }, isAtOnce: false });
  });
  expect(await outcomeOf(attempt)).toBe('SECOND_FACTOR_REQUIRED');
  expect(ada(scene)).toMatchObject({ factorsResetAt: deps.clock.millis + 24 * HOUR });
});

test('the sign-in succeeds if the secrets cannot be deleted', async () => {
  const scene = await withReset();
  const { deps } = scene;
  deps.clock.millis += 24 * HOUR;
  const factorSecrets = { ...deps.factorSecrets, delete: () => Promise.reject(new Error('no answer')) };
  expect(await signInByPassword({ ...deps, factorSecrets })).toMatchObject({ token_type: 'Bearer' });
  expect(ada(scene).secondFactorSince).toBeUndefined();
});

describe('in a stage that checks no second factors', () => {
  test('the password of an account with a second factor is never enough', async () => {
    const scene = await createFactorScene();
    const { deps } = scene;
    const before = ada(scene);
    const otherwise = refuseSecondFactor(deps);
    expect(await outcomeOf(signInByPassword(deps, { otherwise }))).toBe('SECOND_FACTOR_UNAVAILABLE');
    expect(deps.logged).toEqual([
      {
        ...{ event: 'second_factor_unavailable', sub: before.sub },
        ...{ sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
      },
    ]);
    expect(deps.sessions.items.size).toBe(1);
    expect(ada(scene)).toMatchObject({ attempts: { failures: 0 }, factors: before.factors });
  });

  test('an account of which only passkeys are being reset signs in', async () => {
    const { deps, ...scene } = await withReset();
    const { factors: _, secondFactorSince, recoveryCodes, ...off } = ada({ deps, ...scene });
    deps.accounts.set({ ...off, passkeys: { one: { addedAt: 1, verifiesUser: true } } });
    const otherwise = refuseSecondFactor(deps);
    expect(await signInByPassword(deps, { otherwise })).toMatchObject({ token_type: 'Bearer' });
  });

  test('a wrong password has the response of every other account', async () => {
    const { deps } = await createFactorScene();
    const otherwise = refuseSecondFactor(deps);
    const attempt = signInByPassword(deps, { password: 'a wrong password', otherwise });
    expect(await outcomeOf(attempt)).toBe('INVALID_CREDENTIALS');
  });

  test('an attempt that cannot be taken back changes no response', async () => {
    const { deps } = await createFactorScene();
    const takeBackPassword = () => Promise.reject(new Error('no answer'));
    const factorAttempts = { ...deps.factorAttempts, takeBackPassword };
    const otherwise = refuseSecondFactor({ ...deps, factorAttempts });
    expect(await outcomeOf(signInByPassword(deps, { otherwise }))).toBe('SECOND_FACTOR_UNAVAILABLE');
    expect(deps.logged).toContainEqual(expect.objectContaining({ event: 'attempt_not_refunded' }));
  });

  test('a reset that is due lets the user in', async () => {
    const scene = await withReset();
    scene.deps.clock.millis += 24 * HOUR;
    const otherwise = refuseSecondFactor(scene.deps);
    expect(await signInByPassword(scene.deps, { otherwise })).toMatchObject({ token_type: 'Bearer' });
  });
});
