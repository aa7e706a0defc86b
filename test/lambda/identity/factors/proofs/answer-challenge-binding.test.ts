import type { Account } from '../../../../../lambda/identity/accounts/account';
import { digestChallenge } from '../../../../../lambda/identity/factors/second-factor-challenge';
import { PASSWORD } from '../../../fakes/auth-dependencies';
import {
  ada,
  answer,
  codeOf,
  createFactorScene,
  STEP_MS,
  sendPassword,
  sessionsOf,
} from '../../../fakes/factor-scene';
import { outcomeOf } from '../../../fakes/throttled';

const MINUTE = 60_000;

describe('a challenge', () => {
  test('works once', async () => {
    const scene = await createFactorScene();
    const { challenge } = await sendPassword(scene.deps);
    await answer(scene.deps, challenge, codeOf(scene));
    scene.deps.clock.millis += STEP_MS;
    expect(await outcomeOf(answer(scene.deps, challenge, codeOf(scene)))).toBe('INVALID_CHALLENGE');
  });

  test('expires after ten minutes', async () => {
    for (const [after, outcome] of [
      [10 * MINUTE - 1, 'done'],
      [10 * MINUTE, 'INVALID_CHALLENGE'],
    ] as const) {
      const scene = await createFactorScene();
      const { challenge } = await sendPassword(scene.deps);
      scene.deps.clock.millis += after;
      expect(await outcomeOf(answer(scene.deps, challenge, codeOf(scene)))).toBe(outcome);
    }
  });

  test('is stored as a digest only', async () => {
    const scene = await createFactorScene();
    const { challenge } = await sendPassword(scene.deps);
    expect(challenge).toMatch(/^[\w-]{43}$/);
    expect([...scene.deps.challenges.items.keys()]).toEqual([digestChallenge(challenge)]);
    expect(JSON.stringify([...scene.deps.challenges.items])).not.toContain(challenge);
  });

  test('of another purpose does not exist', async () => {
    const scene = await createFactorScene();
    const { challenge } = await sendPassword(scene.deps);
    for (const [digest, item] of scene.deps.challenges.items) {
      scene.deps.challenges.items.set(digest, { ...item, purpose: 'enrolment' });
    }
    expect(await outcomeOf(answer(scene.deps, challenge, codeOf(scene)))).toBe('INVALID_CHALLENGE');
  });

  test.each<[string, Partial<Account>]>([
    ['the password', { passwordHash: 'm=1|another' }],
    ['the security version', { securityVersion: 9 }],
    ['the state', { state: 'DISABLED' }],
    ['the state, by a deletion', { state: 'DELETING' }],
    ['the scopes', { scopes: ['admin'] }],
    ['the username', { username: 'Adam' }],
    ['the second factor, which is off', { secondFactorSince: undefined }],
  ])('is void after a change of %s', async (_what, changed) => {
    const scene = await createFactorScene();
    const { challenge } = await sendPassword(scene.deps);
    scene.deps.accounts.set({ ...ada(scene), ...changed });
    expect(await outcomeOf(answer(scene.deps, challenge, codeOf(scene)))).toBe('INVALID_CHALLENGE');
    expect(sessionsOf(scene)).toHaveLength(1);
  });

  test.each<[string, Partial<Account>]>([
    ['the password', { passwordHash: 'm=1|another' }],
    ['the security version', { securityVersion: 9 }],
    ['the state', { state: 'DISABLED' }],
    ['the scopes', { scopes: ['admin'] }],
    ['the username', { username: 'Adam' }],
    ['the second factor, which is off', { secondFactorSince: undefined }],
  ])('the commit checks %s again', async (_what, changed) => {
    const scene = await createFactorScene();
    const { challenge } = await sendPassword(scene.deps);
    const sessions = {
      ...scene.deps.sessions,
      put: async (...input: Parameters<typeof scene.deps.sessions.put>) => {
        await scene.deps.sessions.put(...input);
        scene.deps.accounts.set({ ...ada(scene), ...changed });
      },
    };
    const outcome = await outcomeOf(answer({ ...scene.deps, sessions }, challenge, codeOf(scene)));
    expect(outcome).toBe('INVALID_CHALLENGE');
    expect(sessionsOf(scene)).toHaveLength(1);
  });

  test('is void when its device is forgotten, and when the device gets another secret before the commit', async () => {
    const scene = await createFactorScene();
    const deviceToken = (scene.laptop as { device_token?: string }).device_token;
    const { challenge } = await sendPassword(scene.deps, { deviceToken });
    const { devices } = ada(scene);
    scene.deps.accounts.set({ ...ada(scene), devices: [] });
    expect(await outcomeOf(answer(scene.deps, challenge, codeOf(scene)))).toBe('INVALID_CHALLENGE');
    scene.deps.accounts.set({ ...ada(scene), devices });
    expect(await outcomeOf(answer(scene.deps, challenge, codeOf(scene)))).toBe('done');
  });

  test('carries the new hash of an outdated password, which the account gets with the sign-in', async () => {
    const scene = await createFactorScene();
    const outdated = `m=0|${PASSWORD}`;
    scene.deps.accounts.set({ ...ada(scene), passwordHash: outdated });
    const { challenge } = await sendPassword(scene.deps);
    expect(ada(scene).passwordHash).toBe(outdated);
    await answer(scene.deps, challenge, codeOf(scene));
    expect(ada(scene).passwordHash).toBe(`m=1|${PASSWORD}`);
  });

  test('carries the password that replaces a temporary one, which the sign-in sets', async () => {
    const scene = await createFactorScene();
    scene.deps.accounts.set({ ...ada(scene), passwordTemporaryUntil: scene.deps.now() + MINUTE * 60 });
    const newPassword = 'another phrase that passes';
    const { challenge } = await sendPassword(scene.deps, { newPassword });
    expect(ada(scene)).toMatchObject({
      passwordHash: `m=1|${PASSWORD}`,
      passwordTemporaryUntil: expect.any(Number),
    });
    await answer(scene.deps, challenge, codeOf(scene));
    expect(ada(scene)).toMatchObject({ passwordHash: `m=1|${newPassword}`, securityVersion: 2 });
    expect(scene.deps.notices.map(({ notice }) => notice)).toContain('password-changed');
  });
});
