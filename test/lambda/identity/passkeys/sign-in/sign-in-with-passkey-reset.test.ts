import {
  ada,
  change,
  createPasskeyScene,
  signInByPasskey,
  turnOn,
} from '../../../fakes/passkey-sign-in-scene';
import { outcomeOf } from '../../../fakes/throttled';

test('from the date of a reset on, a passkey signs in no more and cancels nothing: it may be in other hands', async () => {
  const scene = await createPasskeyScene();
  turnOn(scene);
  const due = scene.deps.now();
  change(scene, { factorsResetAt: due });
  expect(await outcomeOf(signInByPasskey(scene))).toBe('INVALID_PASSKEY');
  expect(ada(scene).factorsResetAt).toBe(due);
});

test('until its date, the passkey signs in and cancels the reset', async () => {
  const scene = await createPasskeyScene();
  turnOn(scene);
  change(scene, { factorsResetAt: scene.deps.now() + 1 });
  await signInByPasskey(scene);
  expect(ada(scene).factorsResetAt).toBeUndefined();
});
