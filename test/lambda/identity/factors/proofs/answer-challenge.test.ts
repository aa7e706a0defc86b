import {
  ada,
  answer,
  codeOf,
  createFactorScene,
  outcomeOfCode,
  STEP_MS,
  sendPassword,
  sessionsOf,
  wrongCode,
} from '../../../fakes/factor-scene';
import { outcomeOf } from '../../../fakes/throttled';

describe('a code of an app', () => {
  test('starts a session whose token names the second factor', async () => {
    const scene = await createFactorScene();
    const { challenge, kinds } = await sendPassword(scene.deps);
    expect(kinds).toEqual(['totp', 'recovery_code']);
    const signed = await answer(scene.deps, challenge, codeOf(scene));
    expect(signed).toMatchObject({ token_type: 'Bearer', device_token: expect.any(String) });
    expect(signed).not.toHaveProperty('recovery_codes_left');
    expect(scene.deps.signed.at(-1)).toMatchObject({
      amr: ['pwd', 'otp', 'mfa'],
      auth_time: Math.floor(scene.deps.now() / 1000),
    });
    expect(scene.deps.logged.map(({ event }) => event)).toEqual(['second_factor_required', 'signed_in']);
  });

  test('TOTP: one code works once, also with blanks', async () => {
    const scene = await createFactorScene();
    const code = codeOf(scene);
    expect(await outcomeOfCode(scene, code)).toBe('done');
    for (const typed of [
      code,
      ` ${code.slice(0, 3)} ${code.slice(3)} `,
      `${code.slice(0, 3)}-${code.slice(3)}`,
    ]) {
      expect(await outcomeOfCode(scene, typed)).toBe('INVALID_CODE');
    }
  });

  test('TOTP: a code does not work again in the trailing step, nor one of an earlier step', async () => {
    const scene = await createFactorScene();
    const [earlier, code] = [codeOf(scene, 0), codeOf(scene, 1)];
    expect(await outcomeOfCode(scene, code)).toBe('done');
    expect(await outcomeOfCode(scene, earlier)).toBe('INVALID_CODE');
    scene.deps.clock.millis += 2 * STEP_MS;
    expect(await outcomeOfCode(scene, code)).toBe('INVALID_CODE');
    expect(await outcomeOfCode(scene, codeOf(scene))).toBe('done');
  });

  test('TOTP: the code that has confirmed the app does not sign in', async () => {
    const scene = await createFactorScene();
    expect(await outcomeOfCode(scene, codeOf(scene, -1))).toBe('INVALID_CODE');
  });

  test('TOTP: of parallel uses of one code, one wins', async () => {
    const scene = await createFactorScene();
    const code = codeOf(scene);
    const challenges = [];
    for (let n = 0; n < 4; n++) challenges.push((await sendPassword(scene.deps)).challenge);
    const outcomes = await Promise.all(challenges.map((each) => outcomeOf(answer(scene.deps, each, code))));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(sessionsOf(scene)).toHaveLength(2);
  });

  test('is accepted to the edges of its window', async () => {
    for (const [offset, outcome] of [
      [-STEP_MS - 1, 'INVALID_CODE'],
      [-STEP_MS, 'done'],
      [2 * STEP_MS - 1, 'done'],
      [2 * STEP_MS, 'INVALID_CODE'],
    ] as const) {
      const scene = await createFactorScene();
      // far from the step that has confirmed the app
      scene.deps.clock.millis = Math.floor(scene.deps.now() / STEP_MS) * STEP_MS + 10 * STEP_MS;
      const code = codeOf(scene);
      scene.deps.clock.millis += offset;
      expect([offset, await outcomeOfCode(scene, code)]).toEqual([offset, outcome]);
    }
  });

  test('any of several apps is accepted', async () => {
    const scene = await createFactorScene();
    const { sub } = scene.laptop.caller;
    const secret = Buffer.from('another secret of 20');
    const other = { sub, id: 'factor-2', name: 'Tablet', createdAt: 1, securityVersion: 1, sid: 's' };
    const ciphertext = await scene.deps.cipher.encrypt({ sub, id: 'factor-2', secret });
    await scene.deps.factorSecrets.put({ ...other, ciphertext });
    await scene.deps.accountFactors.confirm(ada(scene), { ...other, step: 0, at: scene.deps.now() });
    expect(await outcomeOfCode(scene, codeOf({ ...scene, secret }))).toBe('done');
    expect(await outcomeOfCode(scene, codeOf(scene))).toBe('done');
  });

  test('no code and no secret appears in a response or in the log', async () => {
    const scene = await createFactorScene();
    const { challenge } = await sendPassword(scene.deps);
    const wrong = wrongCode(scene, 271_828);
    await outcomeOf(answer(scene.deps, challenge, wrong));
    const [recovery = ''] = scene.recoveryCodes;
    const right = codeOf(scene);
    const signed = await answer(scene.deps, challenge, right);
    const next = await sendPassword(scene.deps);
    const recovered = await answer(scene.deps, next.challenge, recovery, { kind: 'recovery_code' });
    const told = JSON.stringify([
      signed,
      recovered,
      scene.deps.logged,
      scene.deps.notices.map(({ notice }) => notice),
    ]);
    for (const secret of [wrong, right, recovery, challenge, next.challenge])
      expect(told).not.toContain(secret);
  });
});

describe('a recovery code', () => {
  test('signs in once, as users type it', async () => {
    const scene = await createFactorScene();
    const [code = ''] = scene.recoveryCodes;
    expect(await outcomeOfCode(scene, code.toLowerCase().replaceAll('-', ' '), 'recovery_code')).toBe('done');
    expect(scene.deps.signed.at(-1)?.amr).toEqual(['pwd', 'otp', 'mfa']);
    expect(await outcomeOfCode(scene, code, 'recovery_code')).toBe('INVALID_CODE');
    expect(scene.deps.logged.map(({ event }) => event)).toContain('recovery_code_used');
    expect(ada(scene).recoveryCodes).toHaveLength(9);
  });

  test('one recovery code has one winner of parallel uses', async () => {
    const scene = await createFactorScene();
    const [code = ''] = scene.recoveryCodes;
    const challenges = [];
    for (let n = 0; n < 4; n++) challenges.push((await sendPassword(scene.deps)).challenge);
    const outcomes = await Promise.all(
      challenges.map((each) => outcomeOf(answer(scene.deps, each, code, { kind: 'recovery_code' }))),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(sessionsOf(scene)).toHaveLength(2);
  });

  test('the last ones warn', async () => {
    const scene = await createFactorScene();
    const left = [];
    for (const code of scene.recoveryCodes) {
      const { challenge, kinds } = await sendPassword(scene.deps);
      expect(kinds).toContain('recovery_code');
      left.push((await answer(scene.deps, challenge, code, { kind: 'recovery_code' })).recovery_codes_left);
    }
    expect(left).toEqual([...Array(6).fill(undefined), 3, 2, 1, 0]);
    expect((await sendPassword(scene.deps)).kinds).toEqual(['totp']);
  });

  test('a code of another account, of the other kind or of no kind is refused', async () => {
    const scene = await createFactorScene();
    const other = await createFactorScene();
    const [code = ''] = other.recoveryCodes;
    expect(await outcomeOfCode(scene, code, 'recovery_code')).toBe('INVALID_CODE');
    expect(await outcomeOfCode(scene, codeOf(scene), 'recovery_code')).toBe('INVALID_CODE');
    expect(await outcomeOfCode(scene, scene.recoveryCodes[0] ?? '', 'totp')).toBe('INVALID_CODE');
    for (const kind of ['enrolment', 'password', '']) {
      expect(await outcomeOfCode(scene, codeOf(scene), kind)).toBe('VALIDATION_FAILED');
    }
  });
});
