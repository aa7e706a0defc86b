import { removeFactor } from '../../../../../lambda/identity/factors/management/remove-factor';
import { SOURCE, uuid } from '../../../fakes/auth-dependencies';
import {
  accountOf,
  createFactorScene,
  type FactorDependencies,
  type FactorScene,
  plantSecret,
  secretIds,
} from '../../../fakes/factor-management-scene';
import { createMemoryAccountFactors } from '../../../fakes/memory-factors';

const remove = ({ deps, ada }: FactorScene, id = '') =>
  removeFactor(deps)({ caller: ada.caller, id, source: SOURCE });

test('removes one of two factors: the second factor stays on', async () => {
  const scene = await createFactorScene(2);
  const { deps, ada, ids } = scene;
  const before = accountOf(scene);
  await remove(scene, ids[0]);
  const { sub, sid } = ada.caller;
  expect(Object.keys(accountOf(scene).factors ?? {})).toEqual([ids[1]]);
  expect(accountOf(scene)).toMatchObject({
    secondFactorSince: before.secondFactorSince,
    recoveryCodes: before.recoveryCodes,
  });
  expect(await secretIds(scene)).toEqual([ids[1]]);
  expect(deps.notices).toEqual([{ notice: 'factor-removed', account: before }]);
  expect(deps.logged).toEqual([
    {
      event: 'factor_removed',
      ...{ sub, sid, factor: ids[0], sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
    },
  ]);
});

test('the removal of the last factor turns the second factor off, and the recovery codes go', async () => {
  const scene = await createFactorScene(1);
  await remove(scene, scene.ids[0]);
  for (const member of ['factors', 'secondFactorSince', 'recoveryCodes']) {
    expect(accountOf(scene)).not.toHaveProperty(member);
  }
  expect(await secretIds(scene)).toEqual([]);
});

test('a stage that requires a second factor keeps the last one', async () => {
  const scene = await createFactorScene(2);
  const required: FactorScene = { ...scene, deps: { ...scene.deps, secondFactor: 'required' } };
  await remove(required, scene.ids[0]);
  await expect(remove(required, scene.ids[1])).rejects.toMatchObject({ code: 'LAST_FACTOR' });
  expect(Object.keys(accountOf(scene).factors ?? {})).toEqual([scene.ids[1]]);
  expect(await secretIds(scene)).toEqual([scene.ids[1]]);
  expect(scene.deps.notices).toHaveLength(1);
});

test.each([
  ['may remove the last app while a passkey is left', true],
  ['counts no passkey of a stage without passkeys', false],
])('such a stage %s', async (_rule, hasPasskeys) => {
  const scene = await createFactorScene(1);
  const { deps } = scene;
  const accountFactors = createMemoryAccountFactors(deps.accounts, { hasPasskeys });
  deps.accounts.set({ ...accountOf(scene), passkeys: { id: { addedAt: 1, verifiesUser: false } } });
  const required = { ...deps, accountFactors, hasPasskeys, secondFactor: 'required' as const };
  const removal = remove({ ...scene, deps: required }, scene.ids[0]);
  if (hasPasskeys) await removal;
  else await expect(removal).rejects.toMatchObject({ code: 'LAST_FACTOR' });
  expect(accountOf(scene)).toHaveProperty('secondFactorSince');
  expect(accountOf(scene).factors === undefined).toBe(hasPasskeys);
});

test('two parallel removals in such a stage leave one factor', async () => {
  const scene = await createFactorScene(2);
  const required: FactorScene = { ...scene, deps: { ...scene.deps, secondFactor: 'required' } };
  const ends = await Promise.allSettled(scene.ids.map((id) => remove(required, id)));
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(Object.keys(accountOf(scene).factors ?? {})).toHaveLength(1);
});

test.each([
  ['of no account', uuid(999)],
  ['that is no id', '__proto__'],
  ['that is empty', ''],
])('rejects a factor %s', async (_what, id) => {
  const scene = await createFactorScene(1);
  await expect(remove(scene, id)).rejects.toMatchObject({ code: 'FACTOR_NOT_FOUND' });
  expect(scene.deps.notices).toEqual([]);
  expect(scene.deps.logged).toEqual([]);
});

test('rejects a factor of another account, which stays', async () => {
  const scene = await createFactorScene(1);
  const eve = { ...scene.ada.caller, sub: uuid(998) };
  scene.deps.accounts.set({
    ...accountOf(scene),
    sub: eve.sub,
    factors: undefined,
    secondFactorSince: undefined,
  });
  const session = await scene.deps.sessions.find(scene.ada.caller);
  const sessions = { ...scene.deps.sessions, find: async () => session };
  const attempt = removeFactor({ ...scene.deps, sessions })({
    ...{ caller: eve, source: SOURCE },
    id: scene.ids[0] ?? '',
  });
  await expect(attempt).rejects.toMatchObject({ code: 'FACTOR_NOT_FOUND' });
  expect(Object.keys(accountOf(scene).factors ?? {})).toEqual(scene.ids);
  expect(await secretIds(scene)).toEqual(scene.ids);
});

test('cancels an enrolment that waits for its code, without a notice', async () => {
  const scene = await createFactorScene(1);
  const list = jest.spyOn(scene.deps.factorSecrets, 'list');
  await remove(scene, await plantSecret(scene));
  // the deletion says that it has applied
  expect(list).toHaveBeenCalledTimes(1);
  expect(await secretIds(scene)).toEqual(scene.ids);
  expect(scene.deps.notices).toEqual([]);
  expect(scene.deps.logged).toEqual([]);
});

test('does not delete the secret of an enrolment whose confirmation begins meanwhile', async () => {
  const scene = await createFactorScene(1);
  const confirming = await plantSecret(scene);
  const deletePending: FactorDependencies['factorSecrets']['deletePending'] = async (sub, id) => {
    await scene.deps.factorSecrets.keep(sub, id);
    return scene.deps.factorSecrets.deletePending(sub, id);
  };
  const deps = { ...scene.deps, factorSecrets: { ...scene.deps.factorSecrets, deletePending } };
  await expect(remove({ ...scene, deps }, confirming)).rejects.toMatchObject({ code: 'FACTOR_NOT_FOUND' });
  expect(await secretIds(scene)).toEqual([...scene.ids, confirming].sort());
});

test('requires a step-up and a valid session', async () => {
  const scene = await createFactorScene(1);
  const { deps, ada, ids } = scene;
  const byPassword = { ...scene, ada: { ...ada, caller: { ...ada.caller, amr: ['pwd'] } } };
  await expect(remove(byPassword, ids[0])).rejects.toMatchObject({
    code: 'INSUFFICIENT_USER_AUTHENTICATION',
  });
  await deps.sessions.delete(ada.caller);
  await expect(remove(scene, ids[0])).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(Object.keys(accountOf(scene).factors ?? {})).toEqual(ids);
});

test('gives up when the account keeps changing', async () => {
  const scene = await createFactorScene(1);
  const accountFactors = { ...scene.deps.accountFactors, remove: async () => false };
  const deps = { ...scene.deps, accountFactors };
  await expect(remove({ ...scene, deps }, scene.ids[0])).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
  expect(await secretIds(scene)).toEqual(scene.ids);
});

test('the notice is due once the account has changed, also if the secret cannot be deleted', async () => {
  const scene = await createFactorScene(1);
  const failing = async () => {
    throw new Error('no connection');
  };
  const deps = { ...scene.deps, factorSecrets: { ...scene.deps.factorSecrets, delete: failing } };
  await expect(remove({ ...scene, deps }, scene.ids[0])).rejects.toThrow('no connection');
  expect(accountOf(scene)).not.toHaveProperty('factors');
  expect(scene.deps.notices).toMatchObject([{ notice: 'factor-removed' }]);
  expect(scene.deps.logged).toMatchObject([{ event: 'factor_removed' }]);
});
