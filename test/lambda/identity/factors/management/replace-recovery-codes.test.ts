import { replaceRecoveryCodes } from '../../../../../lambda/identity/factors/management/replace-recovery-codes';
import { digestRecoveryCode } from '../../../../../lambda/identity/factors/recovery-code';
import { SOURCE } from '../../../fakes/auth-dependencies';
import { accountOf, createFactorScene, type FactorScene } from '../../../fakes/factor-management-scene';

const replace = ({ deps, ada }: FactorScene) =>
  replaceRecoveryCodes(deps)({ caller: ada.caller, source: SOURCE });

test('returns ten new codes, whose digests replace the former ones', async () => {
  const scene = await createFactorScene(1);
  const { deps, ada, codes: former } = scene;
  const before = accountOf(scene);
  const { recovery_codes: codes } = await replace(scene);
  const { sub, sid } = ada.caller;
  expect(new Set([...codes, ...former]).size).toBe(20);
  expect(accountOf(scene)).toEqual({
    ...before,
    recoveryCodes: codes.map((code) => digestRecoveryCode(sub, code)),
  });
  expect(deps.notices).toEqual([{ notice: 'recovery-codes-replaced', account: before }]);
  expect(deps.logged).toEqual([
    {
      event: 'recovery_codes_replaced',
      ...{ sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId },
    },
  ]);
});

test('the codes of the last of two parallel requests are valid, and no others', async () => {
  const scene = await createFactorScene(1);
  const all = await Promise.all([replace(scene), replace(scene)]);
  const sets = all.map(({ recovery_codes: codes }) =>
    codes.map((code) => digestRecoveryCode(scene.ada.caller.sub, code)),
  );
  expect(sets).toContainEqual(accountOf(scene).recoveryCodes);
});

test('an account without a second factor has no recovery codes', async () => {
  const scene = await createFactorScene();
  await expect(replace(scene)).rejects.toMatchObject({ code: 'NO_SECOND_FACTOR' });
  expect(accountOf(scene)).not.toHaveProperty('recoveryCodes');
  expect(scene.deps.notices).toEqual([]);
});

test('requires a step-up and a valid session', async () => {
  const scene = await createFactorScene(1);
  const { deps, ada } = scene;
  const before = accountOf(scene);
  const byPassword = { ...scene, ada: { ...ada, caller: { ...ada.caller, amr: ['pwd'] } } };
  await expect(replace(byPassword)).rejects.toMatchObject({ code: 'INSUFFICIENT_USER_AUTHENTICATION' });
  await deps.sessions.delete(ada.caller);
  await expect(replace(scene)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(accountOf(scene)).toEqual(before);
});

test('gives up when the account keeps changing, and shows no codes', async () => {
  const scene = await createFactorScene(1);
  const accountFactors = { ...scene.deps.accountFactors, replaceRecoveryCodes: async () => false };
  const deps = { ...scene.deps, accountFactors };
  await expect(replace({ ...scene, deps })).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
  expect(scene.deps.notices).toEqual([]);
});
