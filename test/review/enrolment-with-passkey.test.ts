/** In a stage that requires a second factor, a stolen password adds an app to an account that has a passkey. */
import { FLAGS } from '../support/webauthn/ceremony-parts';
import { requireSecondFactor } from '../../lambda/identity/factors/proofs/require-second-factor';
import { signIn } from '../../lambda/identity/authentication/sign-in';
import { PASSWORD, SOURCE } from '../lambda/fakes/auth-dependencies';
import { toRequired, askForSecret, confirmFirst } from '../lambda/fakes/enrolment-scene';
import { codeOf } from '../lambda/fakes/factor-scene';
import { ada, createPasskeyScene, signInByPasskey } from '../lambda/fakes/passkey-sign-in-scene';
import { removePasskey } from '../../lambda/identity/passkeys/management/remove-passkey';

void FLAGS;
test('a password alone does not choose the second factor of an account with a passkey', async () => {
  const scene = await createPasskeyScene();
  const deps = { ...scene.deps, ...toRequired(scene.deps as any), relyingParty: scene.deps.relyingParty, hasPasskeys: true, loadPasskeys: scene.deps.loadPasskeys } as any;
  const required = { ...scene, deps };
  await signInByPasskey(required); // the account is complete: its sessions are by two factors
  expect(scene.deps.signed.at(-1)?.amr).toEqual(['pop', 'mfa']);

  // the attacker knows the password and nothing else
  const error: any = await signIn({ ...deps, requireSecondFactor: requireSecondFactor(deps) })({
    username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true,
  } as any).catch((e: unknown) => e);
  console.log(error.code, error.members);
  const { challenge } = error.members;
  const end = await (async () => {
    const { secret } = await askForSecret(deps, challenge);
    return confirmFirst(deps, challenge, codeOf({ deps, secret } as any));
  })().catch((e: any) => e.code);
  console.log(typeof end === 'string' ? end : Object.keys(end), scene.deps.signed.at(-1)?.amr, Object.keys(ada(scene).factors ?? {}));
  if (typeof end !== 'string') {
    const { sub, sid } = scene.deps.signed.at(-1) as any;
    const caller = { sub, sid, authTime: Math.floor(deps.now() / 1000), amr: ['pwd', 'otp', 'mfa'] };
    await removePasskey(deps)({ caller, id: scene.id, source: SOURCE } as any).then(() => console.log('the owner\'s passkey was removed'), (e: any) => console.log(e.code));
  }
  expect(end).toBe('INVALID_CHALLENGE');
});
