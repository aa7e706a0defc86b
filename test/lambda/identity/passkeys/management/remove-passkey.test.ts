import { removePasskey } from '../../../../../lambda/identity/passkeys/management/remove-passkey';
import { SOURCE } from '../../../fakes/auth-dependencies';
import {
  accountOf,
  createPasskeyScene,
  inRequiredStage,
  type PasskeyScene,
} from '../../../fakes/passkey-management-scene';

const remove = ({ deps, ada, ids }: PasskeyScene, id = ids[0] ?? '') =>
  removePasskey(deps)({ caller: ada.caller, id, source: SOURCE });

const heldBy = (scene: PasskeyScene) => Object.keys(accountOf(scene).passkeys ?? {});

test('removes a passkey with its pointer, with a notice and an event', async () => {
  const scene = await createPasskeyScene({ passkeys: [true, true] });
  const { deps, ada, ids } = scene;
  const before = accountOf(scene);
  await remove(scene);
  expect(heldBy(scene)).toEqual([ids[1]]);
  expect([...deps.passkeys.items.values()].map(({ id }) => id)).toEqual([ids[1]]);
  expect([...deps.credentials.items.keys()]).toEqual([ids[1]]);
  expect(deps.notices).toEqual([{ notice: 'passkey-removed', account: before }]);
  const { sub, sid } = ada.caller;
  const { ip: sourceIp, requestId } = SOURCE;
  expect(deps.logged).toEqual([
    { event: 'passkey_removed', ...{ sub, sid, passkey: ids[0], sourceIp, requestId } },
  ]);
});

test('removes the last passkey of an account with a password', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  await remove(scene);
  expect(accountOf(scene)).not.toHaveProperty('passkeys');
});

test.each([
  ['only passkey', [true]],
  ['only passkey that verifies its user', [true, false]],
])('without a password, the %s stays', async (_which, passkeys) => {
  const scene = await createPasskeyScene({ passkeys, hasPassword: false });
  await expect(remove(scene)).rejects.toMatchObject({ code: 'LAST_WAY_IN' });
  expect(heldBy(scene)).toEqual(scene.ids);
  expect(scene.deps.notices).toEqual([]);
  expect(scene.deps.passkeys.items.size).toBe(passkeys.length);
});

test('two parallel removals of the last two passkeys without a password leave one', async () => {
  const scene = await createPasskeyScene({ passkeys: [true, true], hasPassword: false });
  const ends = await Promise.allSettled(scene.ids.map((id) => remove(scene, id)));
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(ends).toContainEqual({
    status: 'rejected',
    reason: expect.objectContaining({ code: 'LAST_WAY_IN' }),
  });
  expect(heldBy(scene)).toHaveLength(1);
});

test('with the last factor, the second factor is off, and the recovery codes go', async () => {
  const scene = await createPasskeyScene({ passkeys: [true], isOn: true });
  await remove(scene);
  for (const member of ['passkeys', 'secondFactorSince', 'recoveryCodes']) {
    expect(accountOf(scene)).not.toHaveProperty(member);
  }
});

test('a stage that requires a second factor keeps the last one, also if it is off', async () => {
  const last = inRequiredStage(await createPasskeyScene({ passkeys: [true], isOn: true }));
  await expect(remove(last)).rejects.toMatchObject({ code: 'LAST_FACTOR' });
  expect(heldBy(last)).toEqual(last.ids);
  const withTotp = inRequiredStage(await createPasskeyScene({ passkeys: [true], isOn: true, hasTotp: true }));
  await remove(withTotp);
  expect(accountOf(withTotp).secondFactorSince).toBeDefined();
  const off = inRequiredStage(await createPasskeyScene({ passkeys: [true], isOn: true }));
  off.deps.accounts.set({ ...accountOf(off), secondFactorSince: undefined });
  await expect(remove(off)).rejects.toMatchObject({ code: 'LAST_FACTOR' });
  expect(heldBy(off)).toEqual(off.ids);
});

test('two parallel removals in such a stage leave one factor', async () => {
  const scene = inRequiredStage(await createPasskeyScene({ passkeys: [true, true], isOn: true }));
  const ends = await Promise.allSettled(scene.ids.map((id) => remove(scene, id)));
  expect(ends).toContainEqual({
    status: 'rejected',
    reason: expect.objectContaining({ code: 'LAST_FACTOR' }),
  });
  expect(heldBy(scene)).toHaveLength(1);
});

test.each(['unknown', '__proto__', ''])('does not find the passkey %j', async (id) => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  await expect(remove(scene, id)).rejects.toMatchObject({ code: 'PASSKEY_NOT_FOUND' });
  expect(scene.deps.logged).toEqual([]);
});

test('requires a step-up and a valid session', async () => {
  const scene = await createPasskeyScene({ passkeys: [true, true], isOn: true });
  const { deps, ada } = scene;
  const byPassword = { ...scene, ada: { ...ada, caller: { ...ada.caller, amr: ['pwd'] } } };
  await expect(remove(byPassword)).rejects.toMatchObject({ code: 'INSUFFICIENT_USER_AUTHENTICATION' });
  await deps.sessions.delete(ada.caller);
  await expect(remove(scene)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(heldBy(scene)).toEqual(scene.ids);
});

test('gives up after three attempts when the account keeps changing', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  const attempt = jest.fn(async () => false);
  const deps = { ...scene.deps, accountPasskeys: { ...scene.deps.accountPasskeys, remove: attempt } };
  await expect(remove({ ...scene, deps })).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
  expect(attempt).toHaveBeenCalledTimes(3);
  expect(scene.deps.passkeys.items.size).toBe(1);
});

test('the notice is due once the account has changed, also if the passkey cannot be deleted', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  const fail = async () => {
    throw new Error('no connection');
  };
  const deps = { ...scene.deps, passkeys: { ...scene.deps.passkeys, delete: fail } };
  await expect(remove({ ...scene, deps })).rejects.toThrow('no connection');
  expect(accountOf(scene)).not.toHaveProperty('passkeys');
  expect(scene.deps.notices).toMatchObject([{ notice: 'passkey-removed' }]);
});
