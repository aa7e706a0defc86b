/** With the second factor off, a passkey that is removed before the session is written steps up all the same. */
import { ada, change, createPasskeyScene, stepByPasskey, turnOn } from '../lambda/fakes/passkey-sign-in-scene';
import { outcomeOf } from '../lambda/fakes/throttled';

test.each([['off', false], ['on', true]])('a passkey that is removed during the proof does not step up: second factor %s', async (_which, isOn) => {
  const scene = await createPasskeyScene();
  if (isOn) turnOn(scene);
  const { recordUse } = scene.deps.passkeys;
  scene.deps.passkeys.recordUse = async (...input) => {
    const used = await recordUse(...input);
    change(scene, { passkeys: undefined });
    return used;
  };
  expect(await outcomeOf(stepByPasskey(scene))).toBe('INVALID_PASSKEY');
  expect(ada(scene).passkeys).toBeUndefined();
});
