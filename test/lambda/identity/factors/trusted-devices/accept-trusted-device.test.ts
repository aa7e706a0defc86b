import type { Account } from '../../../../../lambda/identity/accounts/account';
import type { PasswordCommand } from '../../../../../lambda/identity/authentication/authenticate-by-password';
import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { answerChallenge } from '../../../../../lambda/identity/factors/proofs/answer-challenge';
import { requireSecondFactor } from '../../../../../lambda/identity/factors/proofs/require-second-factor';
import { TRUST_MS } from '../../../../../lambda/identity/factors/trusted-devices/trusted-device';
import { signOutEverywhere } from '../../../../../lambda/identity/sessions/sign-out-everywhere';
import { startSession } from '../../../../../lambda/identity/sessions/start-session';
import { PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import {
  ada,
  answer,
  codeOf,
  createFactorScene,
  type FactorDependencies,
  type FactorScene,
  STEP_MS,
  sendPassword,
  sessionsOf,
  wrongCode,
} from '../../../fakes/factor-scene';
import { signUp } from '../../../fakes/signed-in';
import { outcomeOf } from '../../../fakes/throttled';

type Change = Partial<PasswordCommand>;

/** Sends the password, together with the token of a trusted device. */
const attempt = (deps: FactorDependencies, change: Change) =>
  signIn({ ...deps, requireSecondFactor: requireSecondFactor(deps) })({
    ...{ username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true },
    ...change,
  });
const outcome = ({ deps }: FactorScene, change: Change) => outcomeOf(attempt(deps, change));

/** Signs in by a code, and trusts the device. */
async function trust(
  scene: FactorScene,
  sent: { readonly kind: string; readonly code: string },
  deviceToken?: string,
) {
  const { deps } = scene;
  const { challenge } = await sendPassword(deps, { deviceToken });
  const start = startSession(deps);
  const answered = answerChallenge({ ...deps, startSession: start });
  return answered({ challenge, ...sent, trustsDevice: true, source: SOURCE });
}

interface TrustedScene extends FactorScene {
  readonly trustedDeviceToken: string;
  readonly deviceToken: string;
}

/** Ada, who has trusted a device by a code of her app. */
async function createTrustedScene(): Promise<TrustedScene> {
  const scene = await createFactorScene();
  const { trusted_device_token: trustedDeviceToken = '', device_token: deviceToken } = await trust(scene, {
    kind: 'totp',
    code: codeOf(scene),
  });
  scene.deps.clock.millis += STEP_MS;
  scene.deps.logged.length = 0;
  return { ...scene, trustedDeviceToken, deviceToken };
}

const latest = (scene: FactorScene) => sessionsOf(scene).at(-1);

test('the right password and a trusted device start a session, which is not one of several factors', async () => {
  const scene = await createTrustedScene();
  const response = await attempt(scene.deps, scene);
  expect(response).not.toHaveProperty('trusted_device_token');
  expect(latest(scene)).toMatchObject({ amr: ['pwd', 'rba'] });
  expect(scene.deps.logged.map(({ event }) => event)).toEqual(['trusted_device_accepted', 'signed_in']);
  expect(scene.deps.challenges.items.size).toBe(0);
});

test('a recovery code trusts a device, too, and only a sign-in that asks for it', async () => {
  const scene = await createFactorScene();
  const [code = '', second = ''] = scene.recoveryCodes;
  const { challenge } = await sendPassword(scene.deps);
  expect(await answer(scene.deps, challenge, code, { kind: 'recovery_code' })).not.toHaveProperty(
    'trusted_device_token',
  );
  const { trusted_device_token: trustedDeviceToken } = await trust(scene, {
    kind: 'recovery_code',
    code: second,
  });
  expect(await outcome(scene, { trustedDeviceToken })).toBe('done');
});

test('a wrong code trusts nothing', async () => {
  const scene = await createFactorScene();
  expect(await outcomeOf(trust(scene, { kind: 'totp', code: wrongCode(scene) }))).toBe('INVALID_CODE');
  expect(scene.deps.accounts.trusted.size).toBe(0);
});

test('neither the log nor the table holds the token', async () => {
  const scene = await createTrustedScene();
  await attempt(scene.deps, scene);
  const secret = scene.trustedDeviceToken.split('.')[2] ?? '';
  const stored = [...scene.deps.accounts.items, ...scene.deps.accounts.trusted, ...scene.deps.sessions.items];
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify([scene.deps.logged, stored])).not.toContain(secret);
});

test('without the setting, a token is neither issued nor read', async () => {
  const scene = await createTrustedScene();
  const off = { ...scene, deps: { ...scene.deps, trustedDevices: undefined } };
  expect(await outcomeOf(attempt(off.deps as never, scene))).toBe('SECOND_FACTOR_REQUIRED');
  const answered = await trust(off as never, { kind: 'totp', code: codeOf(scene) });
  expect(answered).not.toHaveProperty('trusted_device_token');
  expect([...scene.deps.accounts.trusted.values()].flat()).toHaveLength(1);
});

describe('the challenge follows', () => {
  test('for a token that is malformed, wrong, or of another kind', async () => {
    const scene = await createTrustedScene();
    const { trustedDeviceToken: token, deviceToken } = scene;
    const [, id = ''] = token.split('.');
    for (const sent of [
      '',
      'x',
      `${token}x`,
      `t1.${id}.${'A'.repeat(43)}`,
      deviceToken,
      deviceToken.replace('d1.', 't1.'),
    ]) {
      expect(await outcome(scene, { trustedDeviceToken: sent })).toBe('SECOND_FACTOR_REQUIRED');
    }
    // as a device token, it makes no device known
    const known = await sendPassword(scene.deps, { deviceToken: token });
    expect([...scene.deps.challenges.items.values()].at(-1)).not.toHaveProperty('device');
    expect(known).toHaveProperty('challenge');
    expect(await outcome(scene, scene)).toBe('done');
  });

  test('for a token that has expired', async () => {
    const scene = await createTrustedScene();
    scene.deps.clock.millis += TRUST_MS - STEP_MS - 1;
    expect(await outcome(scene, scene)).toBe('done');
    scene.deps.clock.millis += 1;
    expect(await outcome(scene, scene)).toBe('SECOND_FACTOR_REQUIRED');
  });

  test('for the token of another account', async () => {
    const scene = await createTrustedScene();
    await signUp(scene.deps, 'Eve');
    const { factors, secondFactorSince } = ada(scene);
    const account = scene.deps.accounts.named('eve') as Account;
    scene.deps.accounts.set({ ...account, factors, secondFactorSince });
    expect(await outcome(scene, { ...scene, username: 'Eve' })).toBe('SECOND_FACTOR_REQUIRED');
  });

  test.each<[string, (scene: FactorScene) => Promise<unknown> | unknown]>([
    [
      'signing out everywhere',
      ({ deps, laptop }) => signOutEverywhere(deps)({ caller: laptop.caller, source: SOURCE }),
    ],
    [
      // the app that is left keeps the second factor on
      'the removal of a factor',
      (scene) => {
        const { [scene.id]: removed, ...left } = ada(scene).factors ?? {};
        scene.deps.accounts.set({ ...ada(scene), factors: { ...left, other: removed as never } });
      },
    ],
  ])('after %s', async (_what, change) => {
    const scene = await createTrustedScene();
    await change(scene);
    expect(await outcome(scene, scene)).toBe('SECOND_FACTOR_REQUIRED');
  });
});

test('a device is not trusted any more when a factor goes while it signs in', async () => {
  const scene = await createTrustedScene();
  const sessions = {
    ...scene.deps.sessions,
    put: async (...input: Parameters<typeof scene.deps.sessions.put>) => {
      await scene.deps.sessions.put(...input);
      const { factors = {}, ...account } = ada(scene);
      const [removed] = Object.values(factors);
      scene.deps.accounts.set({ ...account, ...(removed && { factors: { other: removed } }) });
    },
  };
  const before = sessionsOf(scene).length;
  expect(await outcomeOf(attempt({ ...scene.deps, sessions }, scene))).toBe('SECOND_FACTOR_REQUIRED');
  expect(sessionsOf(scene)).toHaveLength(before);
});

describe('guesses at the second factor', () => {
  const deviceOf = (scene: FactorScene, token: string) =>
    ada(scene).devices.find(({ id }) => token.includes(id));
  const guess = async (scene: FactorScene, deviceToken: string) => {
    const { challenge } = await sendPassword(scene.deps, { deviceToken });
    return outcomeOf(answer(scene.deps, challenge, wrongCode(scene)));
  };

  test('of a known device are not cleared by a sign-in on a trusted one', async () => {
    const scene = await createTrustedScene();
    for (let n = 0; n < 5; n++) expect(await guess(scene, scene.deviceToken)).toBe('INVALID_CODE');
    await attempt(scene.deps, scene);
    expect(deviceOf(scene, scene.deviceToken)).toMatchObject({ factorFailures: 5 });
    // seconds to wait
    expect(await guess(scene, scene.deviceToken)).toBe(1);
  });

  test('do not become more by devices that a trusted one makes known', async () => {
    const scene = await createTrustedScene();
    const outcomes = [];
    for (let n = 0; n < 3; n++) {
      const { trustedDeviceToken } = scene;
      const { device_token: deviceToken } = await attempt(scene.deps, { trustedDeviceToken });
      for (let tries = 0; tries < 3; tries++) outcomes.push(await guess(scene, deviceToken));
    }
    // the five guesses of the account, for all of them
    expect(outcomes.filter((each) => each === 'INVALID_CODE')).toHaveLength(5);
    expect(ada(scene)).toMatchObject({ factorFailures: 5 });
  });
});

test('a wrong password gets the same response after the same calls, with the token or without', async () => {
  const scene = await createTrustedScene();
  const reads: string[] = [];
  const trustedDevices = { list: async (sub: string) => void reads.push(sub) as undefined };
  const deps = { ...scene.deps, trustedDevices };
  const works = [];
  for (const change of [{}, { trustedDeviceToken: scene.trustedDeviceToken }]) {
    const before = deps.passwords.work.length;
    expect(await outcomeOf(attempt(deps, { password: 'a wrong password', ...change }))).toBe(
      'INVALID_CREDENTIALS',
    );
    works.push(deps.passwords.work.slice(before));
  }
  expect(works[0]).toEqual(works[1]);
  expect(reads).toEqual([]);
});

test('an account without a second factor ignores the token', async () => {
  const scene = await createTrustedScene();
  const { secondFactorSince: _s, factors: _f, recoveryCodes: _r, ...account } = ada(scene);
  scene.deps.accounts.set(account);
  expect(await outcome(scene, scene)).toBe('done');
  expect(latest(scene)).toMatchObject({ amr: ['pwd'] });
});
