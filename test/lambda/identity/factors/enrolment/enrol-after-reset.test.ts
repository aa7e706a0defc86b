import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { enrolAfterReset } from '../../../../../lambda/identity/factors/enrolment/enrol-after-reset';
import { answerChallenge } from '../../../../../lambda/identity/factors/proofs/answer-challenge';
import { requireSecondFactor } from '../../../../../lambda/identity/factors/proofs/require-second-factor';
import { resetFactors } from '../../../../../lambda/identity/operator/factors/reset-factors';
import { startSession } from '../../../../../lambda/identity/sessions/start-session';
import { PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import { askForSecret, confirmFirst, toRequired } from '../../../fakes/enrolment-scene';
import { ada, codeOf, createFactorScene, sendPassword } from '../../../fakes/factor-scene';
import { outcomeOf } from '../../../fakes/throttled';

const DAY = 24 * 3_600_000;

/** A scene in which an operator has requested a reset, in a stage that requires a second factor. */
async function withReset() {
  const scene = await createFactorScene();
  await resetFactors(scene.deps)({ choice: { username: 'ada' }, isAtOnce: false });
  const deps = toRequired(scene.deps);
  const sign = (trustedDeviceToken?: string, store: Partial<typeof deps> = {}) => {
    const all = { ...deps, ...store };
    return signIn({ ...all, requireSecondFactor: enrolAfterReset(all, requireSecondFactor(all)) })({
      ...{ username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true, trustedDeviceToken },
    }).then(
      () => new Error('signed in by the password alone'),
      (reason) => reason,
    );
  };
  return { scene, deps, sign };
}

test('until the date, the sign-in needs a factor', async () => {
  const { scene, deps, sign } = await withReset();
  deps.clock.millis += DAY - 1;
  expect((await sign()).members).toMatchObject({ kinds: ['totp', 'recovery_code'] });
  expect(ada(scene).factors).toHaveProperty(scene.id);
});

test('from the date on, the factors are removed, and a challenge adds the first one', async () => {
  const { scene, deps, sign } = await withReset();
  deps.clock.millis += DAY;
  deps.logged.length = 0;
  const before = ada(scene);
  const { members } = await sign();
  expect(members).toMatchObject({ kinds: ['enrolment'] });
  expect(deps.sessions.items.size).toBe(1);
  const { factors, secondFactorSince, recoveryCodes, factorsResetAt } = ada(scene);
  expect([factors, secondFactorSince, recoveryCodes, factorsResetAt]).toEqual(Array(4).fill(undefined));
  expect(deps.factorSecrets.items.size).toBe(0);
  expect(deps.logged.map(({ event }) => event)).toEqual(['factors_reset', 'second_factor_required']);
  expect(deps.notices).toContainEqual({ notice: 'factor-removed', account: before });
  const { challenge } = members;
  const { secret } = await askForSecret(deps, challenge);
  const signedIn = await confirmFirst(deps, challenge, codeOf({ deps, secret }));
  expect(signedIn.recovery_codes).toHaveLength(10);
  expect(deps.signed.at(-1)).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
});

test('the device that was trusted before gets a challenge as well', async () => {
  const { scene, deps, sign } = await withReset();
  const { challenge } = await sendPassword(deps);
  const answer = answerChallenge({ ...deps, startSession: startSession(deps) });
  const proof = { challenge, kind: 'totp', code: codeOf(scene), trustsDevice: true, source: SOURCE };
  const { trusted_device_token: token } = await answer(proof);
  await resetFactors(deps)({ choice: { username: 'ada' }, isAtOnce: false });
  deps.clock.millis += DAY;
  expect((await sign(token)).members).toMatchObject({ kinds: ['enrolment'] });
  expect((await sign(token)).members).toMatchObject({ kinds: ['enrolment'] });
});

test('a reset that is canceled meanwhile removes nothing', async () => {
  const { scene, deps, sign } = await withReset();
  deps.clock.millis += DAY;
  const { applyReset, cancelReset } = deps.accountFactors;
  const accountFactors = {
    ...deps.accountFactors,
    applyReset: async (...[account, at]: Parameters<typeof applyReset>) => {
      await cancelReset(account);
      return applyReset(account, at);
    },
  };
  expect((await sign(undefined, { accountFactors })).members).toMatchObject({
    kinds: ['totp', 'recovery_code'],
  });
  expect(ada(scene).factors).toHaveProperty(scene.id);
});

test('secrets that cannot be deleted change no response', async () => {
  const { scene, deps, sign } = await withReset();
  deps.clock.millis += DAY;
  const factorSecrets = { ...deps.factorSecrets, delete: () => Promise.reject(new Error('no answer')) };
  expect(await outcomeOf(sign(undefined, { factorSecrets }).then((error) => Promise.reject(error)))).toBe(
    'SECOND_FACTOR_REQUIRED',
  );
  expect(ada(scene).secondFactorSince).toBeUndefined();
});
