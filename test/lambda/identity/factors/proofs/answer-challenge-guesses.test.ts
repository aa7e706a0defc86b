import { SOURCE } from '../../../fakes/auth-dependencies';
import {
  ada,
  answer,
  codeOf,
  createFactorScene,
  type FactorScene,
  outcomeOfCode,
  STEP_MS,
  sendPassword,
  wrongCode,
} from '../../../fakes/factor-scene';
import { outcomeOf } from '../../../fakes/throttled';
import { unavailable } from '../../../fakes/unavailable';

const MINUTE = 60_000;

describe('guesses', () => {
  test('five codes of a challenge may be tried, also in parallel', async () => {
    const scene = await createFactorScene();
    const { challenge } = await sendPassword(scene.deps);
    const guesses = Array.from({ length: 8 }, (_, n) => wrongCode(scene, n));
    const outcomes = await Promise.all(guesses.map((code) => outcomeOf(answer(scene.deps, challenge, code))));
    expect(outcomes.filter((outcome) => outcome === 'INVALID_CODE')).toHaveLength(5);
    expect(await outcomeOf(answer(scene.deps, challenge, codeOf(scene)))).toBe('INVALID_CHALLENGE');
  });

  test('parallel guesses of many challenges do not exceed the limit of the account', async () => {
    const scene = await createFactorScene();
    const challenges = [];
    for (let n = 0; n < 30; n++) challenges.push((await sendPassword(scene.deps)).challenge);
    const outcomes = await Promise.all(
      challenges.map((each, n) => outcomeOf(answer(scene.deps, each, wrongCode(scene, n)))),
    );
    expect(outcomes.filter((outcome) => outcome === 'INVALID_CODE')).toHaveLength(5);
  });

  /** Guesses for as long as the account admits guesses, with a new challenge each time. Returns their number. */
  async function guessAll(scene: FactorScene, between: () => Promise<void> = async () => {}) {
    let judged = 0;
    for (let n = 0; n < 60; n++) {
      const outcome = await outcomeOfCode(scene, wrongCode(scene, n));
      if (outcome === 'INVALID_CODE') judged += 1;
      await between();
      scene.deps.clock.millis += 20 * MINUTE;
    }
    return judged;
  }

  test('guesses count on the account: a new challenge does not clear them, and neither does time', async () => {
    const scene = await createFactorScene();
    expect(await guessAll(scene)).toBe(20);
    scene.deps.clock.millis += 365 * 24 * 60 * MINUTE;
    expect(await outcomeOfCode(scene, codeOf(scene))).toBe(900);
    expect(await outcomeOfCode(scene, scene.recoveryCodes[0] ?? '', 'recovery_code')).toBe('done');
    expect(await outcomeOfCode(scene, codeOf(scene))).toBe('done');
  });

  test('a reset of the password does not clear them: 20 rounds allow no more guesses than one', async () => {
    const scene = await createFactorScene();
    const judged = await guessAll(scene, async () => {
      // what a reset writes
      const account = ada(scene);
      scene.deps.accounts.set({
        ...account,
        securityVersion: account.securityVersion + 1,
        attempts: { ...account.attempts, failures: 0 },
      });
    });
    expect(judged).toBe(20);
  });

  test('a right password clears no guesses, and takes back only its own attempt', async () => {
    const scene = await createFactorScene();
    const account = ada(scene);
    const attempts = { failures: 3, lastAttemptAt: scene.deps.now() };
    scene.deps.accounts.set({ ...account, attempts, factorFailures: 4, factorAttemptAt: 1 });
    await sendPassword(scene.deps);
    expect(ada(scene)).toMatchObject({ attempts: { failures: 3 }, factorFailures: 4 });
    expect(await outcomeOfCode(scene, codeOf(scene))).toBe('done');
    expect(ada(scene)).toMatchObject({ attempts: { failures: 0 }, factorFailures: 0 });
  });

  test('an account whose guesses are used up still answers a known device', async () => {
    const scene = await createFactorScene();
    scene.deps.accounts.set({ ...ada(scene), factorFailures: 20, factorAttemptAt: scene.deps.now() });
    const deviceToken = (scene.laptop as { device_token?: string }).device_token;
    const { challenge } = await sendPassword(scene.deps, { deviceToken });
    const { device_token: next } = await answer(scene.deps, challenge, codeOf(scene));
    expect(next.split('.')[1]).toBe(deviceToken?.split('.')[1]);
    expect(next).not.toBe(deviceToken);
    // the device is known by its new token
    const again = await sendPassword(scene.deps, { deviceToken: next });
    scene.deps.clock.millis += STEP_MS;
    expect(await outcomeOf(answer(scene.deps, again.challenge, codeOf(scene)))).toBe('done');
    expect(ada(scene).devices).toHaveLength(1);
  });

  test('guesses from a known device are counted on the device', async () => {
    const scene = await createFactorScene();
    const deviceToken = (scene.laptop as { device_token?: string }).device_token;
    const { challenge } = await sendPassword(scene.deps, { deviceToken });
    await outcomeOf(answer(scene.deps, challenge, wrongCode(scene)));
    expect(ada(scene).factorFailures ?? 0).toBe(0);
    expect(ada(scene).devices[0]).toMatchObject({ factorFailures: 1, failures: 0 });
    expect(scene.deps.sourceRateLimits.items.size).toBeGreaterThan(0);
  });

  test('guesses of unknown devices are counted on their source', async () => {
    const scene = await createFactorScene();
    const deps = { ...scene.deps, maxSignInFailuresPerSource: 2 };
    const { challenge } = await sendPassword(deps);
    for (let n = 0; n < 2; n++) {
      expect(await outcomeOf(answer(deps, challenge, wrongCode(scene, n)))).toBe('INVALID_CODE');
    }
    const outcome = await outcomeOf(answer(deps, challenge, codeOf(scene)));
    expect(outcome).toBeGreaterThan(0);
    const elsewhere = { source: { ...SOURCE, ip: '198.51.100.7' } };
    expect(await outcomeOf(answer(deps, challenge, codeOf(scene), elsewhere))).toBe('done');
  });

  test('without a challenge, nothing is counted on the account', async () => {
    const scene = await createFactorScene();
    const before = ada(scene);
    for (const text of ['', 'x', 'x'.repeat(43), `${'x'.repeat(43)}=`]) {
      expect(await outcomeOf(answer(scene.deps, text, codeOf(scene)))).toBe('INVALID_CHALLENGE');
    }
    expect(ada(scene)).toEqual(before);
  });

  test('no guess is used up when KMS does not answer', async () => {
    const scene = await createFactorScene();
    const { challenge } = await sendPassword(scene.deps);
    const deps = { ...scene.deps, cipher: { ...scene.deps.cipher, decrypt: unavailable } };
    expect(await outcomeOf(answer(deps, challenge, codeOf(scene)))).toBe('DEPENDENCY_UNAVAILABLE');
    expect(ada(scene).factorFailures ?? 0).toBe(0);
    expect(await outcomeOf(answer(scene.deps, challenge, codeOf(scene)))).toBe('done');
  });

  test('a wrong code after a right password sends the notice that the password is known', async () => {
    const scene = await createFactorScene();
    const { challenge } = await sendPassword(scene.deps);
    expect(scene.deps.notices).toEqual([]);
    await outcomeOf(answer(scene.deps, challenge, wrongCode(scene)));
    expect(scene.deps.notices).toMatchObject([
      { notice: 'password-known', account: { sub: scene.laptop.caller.sub } },
    ]);
  });
});
