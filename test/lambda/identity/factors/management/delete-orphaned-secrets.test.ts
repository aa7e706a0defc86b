import { deleteOrphanedSecrets } from '../../../../../lambda/identity/factors/management/delete-orphaned-secrets';
import { accountOf, createFactorScene, plantSecret, secretIds } from '../../../fakes/factor-management-scene';

const MINUTE = 60_000;

test('deletes what no confirmation can still use, and no secret of a factor', async () => {
  const scene = await createFactorScene(2);
  const { deps, ids } = scene;
  await plantSecret(scene, true);
  await plantSecret(scene);
  deps.clock.millis += 15 * MINUTE + 1;
  const young = await plantSecret(scene);
  const found = await deleteOrphanedSecrets(deps, accountOf(scene));
  expect(found).toHaveLength(5);
  expect(await secretIds(scene)).toEqual([...ids, young].sort());
});

test('keeps a secret whose confirmation may be about to name it on the account', async () => {
  const scene = await createFactorScene();
  const kept = await plantSecret(scene, true);
  scene.deps.clock.millis += 15 * MINUTE;
  await deleteOrphanedSecrets(scene.deps, accountOf(scene));
  expect(await secretIds(scene)).toEqual([kept]);
});
