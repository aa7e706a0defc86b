/** From its date on, a reset removes the passkeys: they count as removed. */
import { ada, change, createPasskeyScene, signInByPasskey, turnOn } from '../lambda/fakes/passkey-sign-in-scene';
import { outcomeOf } from '../lambda/fakes/throttled';

test('a passkey signs in no more once the reset of the factors is due', async () => {
  const scene = await createPasskeyScene();
  turnOn(scene);
  const due = scene.deps.now() - 1;
  change(scene, { factorsResetAt: due });
  const outcome = await outcomeOf(signInByPasskey(scene));
  console.log(outcome, ada(scene).factorsResetAt, scene.deps.logged.map(({ event }) => event));
  expect(ada(scene).factorsResetAt).toBe(due);
  expect(outcome).not.toBe('done');
});
