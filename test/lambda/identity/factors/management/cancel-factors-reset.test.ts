import { cancelFactorsReset } from '../../../../../lambda/identity/factors/management/cancel-factors-reset';
import { listFactors } from '../../../../../lambda/identity/factors/management/list-factors';
import { SOURCE } from '../../../fakes/auth-dependencies';
import { accountOf, createFactorScene, type FactorScene } from '../../../fakes/factor-management-scene';

const AT = Date.UTC(2026, 0, 3, 3, 4, 5);

async function withReset(): Promise<FactorScene> {
  const scene = await createFactorScene(1);
  scene.deps.accounts.set({ ...accountOf(scene), factorsResetAt: AT });
  return scene;
}

const cancel = ({ deps, ada }: FactorScene) =>
  cancelFactorsReset(deps)({ caller: ada.caller, source: SOURCE });

test('the owner of a session without a factor cancels the reset, and may repeat it', async () => {
  const scene = await withReset();
  const { deps, ada } = scene;
  const byPassword = { ...scene, ada: { ...ada, caller: { ...ada.caller, amr: ['pwd'], authTime: 0 } } };
  expect(await listFactors(deps)(ada.caller)).toMatchObject({ reset_at: '2026-01-03T03:04:05.000Z' });
  for (let times = 0; times < 2; times++) await cancel(byPassword);
  expect(accountOf(scene)).not.toHaveProperty('factorsResetAt');
  expect(Object.keys(accountOf(scene).factors ?? {})).toEqual(scene.ids);
  expect(await listFactors(deps)(ada.caller)).not.toHaveProperty('reset_at');
  const { sub, sid } = ada.caller;
  const fields = { sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId };
  expect(deps.logged).toEqual([{ event: 'factors_reset_cancelled', ...fields }]);
});

test('a session that has ended cancels nothing', async () => {
  const scene = await withReset();
  await scene.deps.sessions.delete(scene.ada.caller);
  await expect(cancel(scene)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(accountOf(scene).factorsResetAt).toBe(AT);
});

test('an account that is not active cancels nothing', async () => {
  const scene = await withReset();
  scene.deps.accounts.set({ ...accountOf(scene), state: 'DISABLED' });
  await expect(cancel(scene)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(accountOf(scene).factorsResetAt).toBe(AT);
});
