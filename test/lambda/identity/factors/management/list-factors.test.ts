import { listFactors } from '../../../../../lambda/identity/factors/management/list-factors';
import { accountOf, createFactorScene, plantSecret, secretIds } from '../../../fakes/factor-management-scene';

test('lists the factors in the order in which they were added, and how many recovery codes are left', async () => {
  const scene = await createFactorScene(2);
  const { deps, ada, ids } = scene;
  const [first = '', second = ''] = ids;
  const { factors = {} } = accountOf(scene);
  deps.accounts.set({
    ...accountOf(scene),
    factors: {
      [second]: { ...factors[second], lastUsedAt: Date.UTC(2026, 0, 3) } as (typeof factors)[string],
      [first]: factors[first] as (typeof factors)[string],
    },
    recoveryCodes: accountOf(scene).recoveryCodes?.slice(3),
  });
  expect(await listFactors(deps)(ada.caller)).toEqual({
    items: [
      { id: first, kind: 'totp', name: 'Phone 1', addedAt: '2026-01-02T03:04:05.000Z' },
      {
        id: second,
        kind: 'totp',
        name: 'Phone 2',
        addedAt: '2026-01-02T03:04:05.001Z',
        lastUsedAt: '2026-01-03T00:00:00.000Z',
      },
    ],
    recovery_codes_left: 7,
  });
});

test('lists nothing of an account without factors, whose enrolment waits for its code', async () => {
  const scene = await createFactorScene();
  const pending = await plantSecret(scene);
  expect(await listFactors(scene.deps)(scene.ada.caller)).toEqual({ items: [], recovery_codes_left: 0 });
  expect(await secretIds(scene)).toEqual([pending]);
});

test('deletes what an interrupted request has left', async () => {
  const scene = await createFactorScene();
  await plantSecret(scene, true);
  scene.deps.clock.millis += 16 * 60_000;
  await listFactors(scene.deps)(scene.ada.caller);
  expect(await secretIds(scene)).toEqual([]);
});

test('rejects an account that is not active', async () => {
  const scene = await createFactorScene(1);
  scene.deps.accounts.set({ ...accountOf(scene), state: 'DISABLED' });
  await expect(listFactors(scene.deps)(scene.ada.caller)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
