import { resetFactors } from '../../../../../lambda/identity/operator/factors/reset-factors';
import { NO_PASSWORD } from '../../../../../lambda/identity/passwords/no-password';
import {
  accountOf,
  createFactorScene,
  type FactorScene,
  plantSecret,
  secretIds,
} from '../../../fakes/factor-management-scene';

const DAY = 86_400_000;
const shown = 'Ada@example.com';
const email = { address: 'ada@example.com', shown, verifiedAt: 1, verifiedBy: 'code' };

async function createScene(count = 2): Promise<FactorScene> {
  const scene = await createFactorScene(count);
  scene.deps.accounts.set({ ...accountOf(scene), email });
  return scene;
}

const reset = ({ deps }: FactorScene, isAtOnce = false) =>
  resetFactors(deps)({ choice: { username: 'ADA' }, isAtOnce });

test('sets a date 24 hours ahead, after the event and the notice', async () => {
  const scene = await createScene();
  const { deps, ada } = scene;
  const { sub } = ada.caller;
  const resetAt = deps.clock.millis + DAY;
  const before = accountOf(scene);
  expect(await reset(scene)).toEqual({ username: 'Ada', resetAt, isNoticed: true });
  expect(accountOf(scene)).toEqual({ ...before, factorsResetAt: resetAt });
  expect(deps.audited).toEqual([{ event: 'operator_factors_reset', sub, kind: 'waiting' }]);
  expect(deps.mailQueue.requests).toMatchObject([{ kind: 'notice', notice: 'factors-reset-requested', sub }]);
  expect(await secretIds(scene)).toEqual([...scene.ids].sort());
});

test('a repeated run keeps the date, and sends the notice again', async () => {
  const scene = await createScene();
  const { resetAt } = await reset(scene);
  scene.deps.clock.millis += 1_000;
  expect(await reset(scene)).toMatchObject({ resetAt });
  expect(accountOf(scene).factorsResetAt).toBe(resetAt);
  // a notice of a later time would promise more time to cancel it
  const notice = { notice: 'factors-reset-requested', at: Number(resetAt) - DAY };
  expect(scene.deps.mailQueue.requests).toMatchObject([notice, notice]);
});

test.each([false, true])('nothing changes when the queue takes no notice (at once: %s)', async (isAtOnce) => {
  const scene = await createScene();
  const before = accountOf(scene);
  const mailQueue = { ...scene.deps.mailQueue, enqueue: () => Promise.reject(new Error('refused')) };
  const attempt = reset({ ...scene, deps: { ...scene.deps, mailQueue } }, isAtOnce);
  await expect(attempt).rejects.toThrow('refused');
  expect(accountOf(scene)).toEqual(before);
});

test('without e-mail, a reset cannot wait', async () => {
  const scene = await createScene();
  const { mailQueue: _without, ...deps } = scene.deps;
  const command = { choice: { username: 'ada' } };
  await expect(resetFactors(deps)({ ...command, isAtOnce: false })).rejects.toThrow(
    /reset the factors at once/,
  );
  expect(deps.audited).toEqual([]);
  expect(accountOf(scene)).not.toHaveProperty('factorsResetAt');
  expect(await resetFactors(deps)({ ...command, isAtOnce: true })).toEqual({
    username: 'Ada',
    isNoticed: false,
  });
});

test('at once: removes the factors, the recovery codes, the guesses and the secrets', async () => {
  const scene = await createScene();
  const { deps, ada } = scene;
  const { factors: _, secondFactorSince, recoveryCodes, ...rest } = accountOf(scene);
  deps.accounts.set({ ...accountOf(scene), factorFailures: 20, factorsResetAt: 1 });
  const pending = await plantSecret(scene);
  expect(await reset(scene, true)).toEqual({ username: 'Ada', isNoticed: true });
  expect(accountOf(scene)).toEqual(rest);
  expect(await secretIds(scene)).toEqual([pending]);
  expect(deps.audited).toEqual([{ event: 'operator_factors_reset', sub: ada.caller.sub, kind: 'at-once' }]);
  expect(deps.mailQueue.requests).toMatchObject([{ notice: 'factor-removed' }]);
});

test.each<[string, object]>([
  ['no address', { email: undefined }],
  ['an address whose mails come back', { email: { ...email, undeliverable: { reason: 'bounce', at: 1 } } }],
])('an account with %s gets no notice', async (_what, changed) => {
  const scene = await createScene();
  scene.deps.accounts.set({ ...accountOf(scene), ...changed });
  expect(await reset(scene)).toMatchObject({ isNoticed: false });
  expect(scene.deps.mailQueue.requests).toEqual([]);
});

test('nothing changes when the event cannot be written', async () => {
  const scene = await createScene();
  const before = accountOf(scene);
  const recordAudit = () => Promise.reject(new Error('no log'));
  for (const isAtOnce of [false, true]) {
    const attempt = reset({ ...scene, deps: { ...scene.deps, recordAudit } }, isAtOnce);
    await expect(attempt).rejects.toThrow('no log');
  }
  expect(accountOf(scene)).toEqual(before);
  expect(scene.deps.mailQueue.requests).toEqual([]);
});

test.each([
  ['DISABLED', /is disabled: enable it first/],
  ['DELETING', /is being deleted/],
] as const)('refuses an account in the state %s', async (state, message) => {
  const scene = await createScene();
  scene.deps.accounts.set({ ...accountOf(scene), state });
  await expect(reset(scene)).rejects.toThrow(message);
});

test('refuses an account without a second factor', async () => {
  await expect(reset(await createScene(0))).rejects.toThrow(
    'has no second factor and no passkey: there is nothing to reset',
  );
});

test('resets the passkeys of an account whose second factor is off', async () => {
  const scene = await createScene(0);
  const passkeys = { one: { addedAt: 1, verifiesUser: true } };
  scene.deps.accounts.set({ ...accountOf(scene), passkeys });
  expect(await reset(scene)).toMatchObject({ resetAt: scene.deps.clock.millis + DAY });
  expect(await reset(scene, true)).toMatchObject({ isNoticed: true });
  expect(accountOf(scene)).not.toHaveProperty('passkeys');
});

test('refuses an account without a password, which could not sign in any more', async () => {
  const scene = await createScene();
  scene.deps.accounts.set({ ...accountOf(scene), passwordHash: NO_PASSWORD });
  const before = accountOf(scene);
  await expect(reset(scene, true)).rejects.toThrow('give a temporary one first with users:set-password');
  expect(accountOf(scene)).toEqual(before);
});

test.each([false, true])('an account that changes meanwhile is not reset (at once: %s)', async (isAtOnce) => {
  const scene = await createScene();
  const recordAudit = async () =>
    scene.deps.accounts.set({ ...accountOf(scene), securityVersion: accountOf(scene).securityVersion + 1 });
  const attempt = reset({ ...scene, deps: { ...scene.deps, recordAudit } }, isAtOnce);
  await expect(attempt).rejects.toThrow('run the command again');
  expect(accountOf(scene)).not.toHaveProperty('factorsResetAt');
  expect(Object.keys(accountOf(scene).factors ?? {})).toEqual(scene.ids);
});
