/** Turning the second factor off and on again leaves devices trusted whose only proof was a passkey. */
import { createTrustedDevice, findTrustedDevice, parseTrustedDeviceToken } from '../../lambda/identity/factors/trusted-devices/trusted-device';
import { turnOffSecondFactor, turnOnSecondFactor } from '../../lambda/identity/passkeys/management/second-factor-switch';
import { SOURCE } from '../lambda/fakes/auth-dependencies';
import { accountOf, createPasskeyScene } from '../lambda/fakes/passkey-management-scene';

test('ends the trust of devices', async () => {
  const scene = await createPasskeyScene({ passkeys: [true], isOn: true });
  const { deps, ada } = scene;
  const { device, token } = createTrustedDevice(accountOf(scene), accountOf(scene).securityVersion, deps.clock.millis);
  const command = { caller: ada.caller, source: SOURCE };
  await turnOffSecondFactor(deps)(command);
  await turnOnSecondFactor(deps)(command);
  const parsed = parseTrustedDeviceToken(token);
  if (!parsed) throw new Error('malformed');
  expect(findTrustedDevice([device], parsed, accountOf(scene), deps.clock.millis)).toBeUndefined();
});
