/** A security key without a PIN is never the only factor (decision 49). */
import { changePassword } from '../../lambda/identity/authentication/change-password';
import { authorizeFactorChange } from '../../lambda/identity/factors/authorize-factor-change';
import { NO_PASSWORD } from '../../lambda/identity/passwords/no-password';
import { FLAGS } from '../support/webauthn/ceremony-parts';
import { SOURCE } from '../lambda/fakes/auth-dependencies';
import { ada, addPasskey, change, createPasskeyScene, stepByPasskey } from '../lambda/fakes/passkey-sign-in-scene';

test.each([['without a password', true], ['with a password', false]])('a touch of a key authorizes no change of the ways in of an account %s', async (_w, isPasswordless) => {
  const scene = await createPasskeyScene();
  const { deps, laptop } = scene;
  if (isPasswordless) change(scene, { passwordHash: NO_PASSWORD });
  const key = await addPasskey(deps, laptop.caller.sub, { verifiesUser: false });
  console.log(ada(scene).passkeys);
  deps.clock.millis += 3_600_000;
  const authenticator = key.authenticator;
  await stepByPasskey({ ...scene, authenticator, id: key.id }, { flags: FLAGS.userPresent } as any);
  const session = await deps.sessions.find(laptop.caller);
  console.log(session?.amr, session?.authTime);
  const caller = { ...laptop.caller, amr: session?.amr ?? [], authTime: session?.authTime ?? 0 };
  const outcome = await authorizeFactorChange({ ...deps, secondFactor: 'optional' } as any, caller as any).then(() => 'may add a passkey', (e) => e.code);
  let first = '';
  if (isPasswordless) first = await changePassword({ ...deps, secondFactor: 'optional' } as any)({ caller: caller as any, newPassword: 'a new phrase to remember', source: SOURCE } as any).then(() => 'password set', (e) => e.code ?? String(e));
  console.log(outcome, first);
  expect(outcome).toBe('INSUFFICIENT_USER_AUTHENTICATION');
});
