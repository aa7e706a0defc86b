import { type StepUpProof, stepUp } from '../../../../lambda/identity/factors/step-up';
import { refreshSession } from '../../../../lambda/identity/sessions/refresh-session';
import { PASSWORD, SOURCE } from '../../fakes/auth-dependencies';
import {
  ada,
  codeOf,
  createFactorDependencies,
  createFactorScene,
  type FactorDependencies,
  STEP_MS,
  wrongCode,
} from '../../fakes/factor-scene';
import { type SignedIn, signUp } from '../../fakes/signed-in';
import { outcomeOf } from '../../fakes/throttled';
import { unavailable } from '../../fakes/unavailable';

const step = ({ deps, laptop }: { deps: FactorDependencies; laptop: SignedIn }, proof: StepUpProof) =>
  stepUp(deps)({ caller: laptop.caller, proof, source: SOURCE });
const totp = (code: string): StepUpProof => ({ kind: 'totp', code });

async function withoutFactor() {
  const deps = createFactorDependencies();
  return { deps, laptop: await signUp(deps) };
}

test('a code writes a new authentication to the session, which refreshes carry on', async () => {
  const scene = await createFactorScene();
  const { authTime } = scene.laptop.caller;
  scene.deps.clock.millis += 20 * STEP_MS;
  const stepped = await step(scene, totp(codeOf(scene)));
  expect(Object.keys(stepped).sort()).toEqual(['access_token', 'expires_in', 'id_token', 'token_type']);
  const expected = { amr: ['pwd', 'otp', 'mfa'], auth_time: Math.floor(scene.deps.now() / 1000) };
  expect(expected.auth_time).toBeGreaterThan(authTime);
  expect(scene.deps.signed.at(-1)).toMatchObject({ ...expected, sid: scene.laptop.caller.sid });
  await refreshSession(scene.deps)({ refreshToken: scene.laptop.refresh_token, source: SOURCE });
  expect(scene.deps.signed.at(-1)).toMatchObject(expected);
  expect(scene.deps.logged.at(-1)).toMatchObject({ event: 'stepped_up', kind: 'totp' });
});

test('a session that began by a passkey does not claim a password after a code', async () => {
  const scene = await createFactorScene();
  const session = await scene.deps.sessions.find(scene.laptop.caller);
  if (session) await scene.deps.sessions.put({ ...session, amr: ['pop', 'mfa'] });
  await step(scene, totp(codeOf(scene)));
  expect(scene.deps.signed.at(-1)).toMatchObject({ amr: ['pop', 'otp', 'mfa'] });
});

test('a code works once, also after it has signed in or confirmed the app', async () => {
  const scene = await createFactorScene();
  const code = codeOf(scene);
  expect(await outcomeOf(step(scene, totp(codeOf(scene, -1))))).toBe('INVALID_CODE');
  const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(step(scene, totp(code)))));
  expect(outcomes.sort()).toEqual(['INVALID_CODE', 'INVALID_CODE', 'done']);
  expect(await outcomeOf(step(scene, totp(code)))).toBe('INVALID_CODE');
});

test('a recovery code works once', async () => {
  const scene = await createFactorScene();
  const proof = { kind: 'recovery_code', code: scene.recoveryCodes[0] ?? '' };
  const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(step(scene, proof))));
  expect(outcomes.sort()).toEqual(['INVALID_CODE', 'INVALID_CODE', 'done']);
  expect(ada(scene).recoveryCodes).toHaveLength(9);
  expect(scene.deps.logged.map(({ event }) => event)).toContain('recovery_code_used');
});

test('the password of an account with a second factor is not enough, and is not verified', async () => {
  const scene = await createFactorScene();
  const work = scene.deps.passwords.work.length;
  for (const password of [PASSWORD, 'a wrong password']) {
    await expect(step(scene, { password })).rejects.toMatchObject({
      code: 'INSUFFICIENT_USER_AUTHENTICATION',
      members: { max_age: 600, amr_values: ['mfa'], kinds: ['totp', 'recovery_code'] },
    });
  }
  expect(scene.deps.passwords.work).toHaveLength(work);
});

test('an account without a second factor sends its password', async () => {
  const scene = await withoutFactor();
  scene.deps.clock.millis += 20 * STEP_MS;
  expect(await outcomeOf(step(scene, { password: PASSWORD }))).toBe('done');
  const authTime = Math.floor(scene.deps.now() / 1000);
  expect(scene.deps.signed.at(-1)).toMatchObject({ amr: ['pwd'], auth_time: authTime });
  expect(await outcomeOf(step(scene, totp('123456')))).toBe('INVALID_CODE');
  expect(await outcomeOf(step(scene, { kind: 'password', code: PASSWORD }))).toBe('VALIDATION_FAILED');
});

test('wrong passwords count as those of a change of the password', async () => {
  const scene = await withoutFactor();
  const wrong = { password: 'a wrong password' };
  for (let n = 0; n < 5; n++) expect(await outcomeOf(step(scene, wrong))).toBe('INVALID_CURRENT_PASSWORD');
  expect(await outcomeOf(step(scene, { password: PASSWORD }))).toBeGreaterThan(0);
  expect(ada(scene)).toMatchObject({ changeAttempts: { failures: 5 }, attempts: { failures: 0 } });
  scene.deps.clock.millis += 60_000;
  expect(await outcomeOf(step(scene, { password: PASSWORD }))).toBe('done');
  expect(ada(scene).changeAttempts.failures).toBe(0);
});

test('an expired temporary password is refused', async () => {
  const scene = await withoutFactor();
  scene.deps.accounts.set({ ...ada(scene), passwordTemporaryUntil: scene.deps.now() });
  expect(await outcomeOf(step(scene, { password: PASSWORD }))).toBe('INVALID_CURRENT_PASSWORD');
});

test('guesses at the second factor are limited, also in parallel, and apart from those of sign-ins', async () => {
  const scene = await createFactorScene();
  const guesses = Array.from({ length: 12 }, (_, n) => outcomeOf(step(scene, totp(wrongCode(scene, n)))));
  expect((await Promise.all(guesses)).filter((outcome) => outcome === 'INVALID_CODE')).toHaveLength(5);
  expect(ada(scene)).toMatchObject({ stepUpFailures: 5 });
  expect(ada(scene).factorFailures ?? 0).toBe(0);
  let judged = 5;
  for (let n = 0; n < 40; n++) {
    scene.deps.clock.millis += 20 * 60_000;
    if ((await outcomeOf(step(scene, totp(wrongCode(scene, n))))) === 'INVALID_CODE') judged += 1;
  }
  expect(judged).toBe(20);
  expect(await outcomeOf(step(scene, totp(codeOf(scene))))).toBe(900);
  // guesses at the sign-in do not block a session
  scene.deps.accounts.set({ ...ada(scene), stepUpFailures: 0, factorFailures: 20 });
  expect(await outcomeOf(step(scene, totp(codeOf(scene))))).toBe('done');
  expect(ada(scene)).toMatchObject({ stepUpFailures: 0, factorFailures: 0 });
});

test('a session that has ended steps up no more, and the token of one that ends meanwhile is withheld', async () => {
  const scene = await createFactorScene();
  const { sub, sid } = scene.laptop.caller;
  const accountFactors = {
    ...scene.deps.accountFactors,
    consume: async (...input: Parameters<typeof scene.deps.accountFactors.consume>) => {
      await scene.deps.sessions.delete({ sub, sid });
      return scene.deps.accountFactors.consume(...input);
    },
  };
  const deps = { ...scene.deps, accountFactors };
  expect(await outcomeOf(step({ ...scene, deps }, totp(codeOf(scene))))).toBe('UNAUTHORIZED');
  expect(await outcomeOf(step(scene, totp(codeOf(scene, 1))))).toBe('UNAUTHORIZED');
  expect(scene.deps.sessions.items.size).toBe(0);
});

test('a session of a former security version steps up no more', async () => {
  const scene = await createFactorScene();
  await scene.deps.accounts.raiseSecurityVersion(scene.laptop.caller.sub);
  expect(await outcomeOf(step(scene, totp(codeOf(scene))))).toBe('UNAUTHORIZED');
});

test('a session that a change of the password keeps meanwhile may step up again', async () => {
  const scene = await createFactorScene();
  const { sub, sid } = scene.laptop.caller;
  const sessionStepUps = {
    ...scene.deps.sessionStepUps,
    stepUp: async (...input: Parameters<typeof scene.deps.sessionStepUps.stepUp>) => {
      await scene.deps.sessions.adoptSecurityVersion({ sub, sid }, 1, 2);
      return scene.deps.sessionStepUps.stepUp(...input);
    },
  };
  const deps = { ...scene.deps, sessionStepUps };
  expect(await outcomeOf(step({ ...scene, deps }, totp(codeOf(scene))))).toBe('CONCURRENT_CHANGE');
});

test.each(['DISABLED', 'DELETING'] as const)('an account that is %s does not step up', async (state) => {
  const scene = await createFactorScene();
  scene.deps.accounts.set({ ...ada(scene), state });
  expect(await outcomeOf(step(scene, totp(codeOf(scene))))).toBe('UNAUTHORIZED');
});

test('no code is used up when the token cannot be signed or KMS does not answer', async () => {
  const scene = await createFactorScene();
  const cipher = { ...scene.deps.cipher, decrypt: unavailable };
  for (const deps of [
    { ...scene.deps, signToken: unavailable },
    { ...scene.deps, cipher },
  ]) {
    expect(await outcomeOf(step({ ...scene, deps }, totp(codeOf(scene))))).toBe('DEPENDENCY_UNAVAILABLE');
  }
  expect(await outcomeOf(step(scene, totp(codeOf(scene))))).toBe('done');
});
