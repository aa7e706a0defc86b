/** An account with a passkey whose second factor is off, in a stage that requires one. */
import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { requireSecondFactor } from '../../../../../lambda/identity/factors/proofs/require-second-factor';
import { showChallenge } from '../../../../../lambda/identity/factors/proofs/show-challenge';
import { PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import { askForSecret, beginFirst, confirmFirst } from '../../../fakes/enrolment-scene';
import { answer as answerByCode, codeOf } from '../../../fakes/factor-scene';
import {
  ada,
  answer,
  change,
  createPasskeyScene,
  inRequiredStage,
  sendPassword,
  signChallenge,
  turnOn,
} from '../../../fakes/passkey-sign-in-scene';
import { outcomeOf } from '../../../fakes/throttled';

const createScene = async () => inRequiredStage(await createPasskeyScene());

test('the password gets a challenge of the passkey, and none that adds a factor', async () => {
  const scene = await createScene();
  const { challenge, kinds, passkey } = await sendPassword(scene);
  expect([kinds, passkey]).toEqual([['passkey'], expect.objectContaining({ challenge })]);
  const shown = { purpose: 'second-factor', kinds, passkey };
  expect(await showChallenge(scene.deps)(challenge)).toEqual(shown);
  expect(await outcomeOf(askForSecret(scene.deps, challenge))).toBe('INVALID_CHALLENGE');
  expect(await outcomeOf(confirmFirst(scene.deps, challenge, '000000'))).toBe('INVALID_CHALLENGE');
});

test('the passkey answers it, and the second factor stays off', async () => {
  const scene = await createScene();
  const required = await sendPassword(scene);
  const before = ada(scene);
  await answer(scene, required.challenge, await signChallenge(scene, required));
  expect(scene.deps.signed.at(-1)).toMatchObject({ amr: ['pwd', 'pop', 'mfa'] });
  expect(ada(scene)).toMatchObject({ passkeys: before.passkeys });
  expect(ada(scene).secondFactorSince).toBeUndefined();
});

test('no code answers it', async () => {
  const scene = await createScene();
  const { challenge } = await sendPassword(scene);
  expect(await outcomeOf(answerByCode(scene.deps, challenge, '000000'))).toBe('INVALID_CODE');
});

test('a challenge that adds the first factor is void once the account has a passkey', async () => {
  const scene = await createScene();
  const { passkeys } = ada(scene);
  change(scene, { passkeys: undefined });
  const { challenge, code } = await beginFirst(scene.deps);
  change(scene, { passkeys });
  expect(await showChallenge(scene.deps)(challenge)).toBeUndefined();
  expect(await outcomeOf(askForSecret(scene.deps, challenge))).toBe('INVALID_CHALLENGE');
  expect(await outcomeOf(confirmFirst(scene.deps, challenge, code))).toBe('INVALID_CHALLENGE');
  expect(ada(scene)).not.toHaveProperty('factors');
});

test('a passkey that is added before the commit of an enrolment makes it void', async () => {
  const scene = await createScene();
  const { passkeys } = ada(scene);
  change(scene, { passkeys: undefined });
  const { challenge, code } = await beginFirst(scene.deps);
  const keep: typeof scene.deps.factorSecrets.keep = async (...input) => {
    change(scene, { passkeys });
    return scene.deps.factorSecrets.keep(...input);
  };
  const deps = { ...scene.deps, factorSecrets: { ...scene.deps.factorSecrets, keep } };
  expect(await outcomeOf(confirmFirst(deps, challenge, code))).toBe('INVALID_CHALLENGE');
  expect(ada(scene)).not.toHaveProperty('factors');
});

test('a stage without passkeys enrols the account', async () => {
  const scene = await createScene();
  const deps = { ...scene.deps, hasPasskeys: false };
  const { challenge, kinds } = await sendPassword({ deps });
  expect(kinds).toEqual(['enrolment']);
  const { secret } = await askForSecret(deps, challenge);
  await confirmFirst(deps, challenge, codeOf({ deps, secret }));
  expect(ada(scene)).toHaveProperty('factors');
});

test('a device that such a sign-in trusts needs the passkey again once the second factor is on', async () => {
  const scene = await createScene();
  const required = await sendPassword(scene);
  const credential = await signChallenge(scene, required);
  const { trusted_device_token: trustedDeviceToken } = await answer(
    scene,
    required.challenge,
    credential,
    true,
  );
  const again = () =>
    outcomeOf(
      signIn({ ...scene.deps, requireSecondFactor: requireSecondFactor(scene.deps) })({
        ...{ username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true, trustedDeviceToken },
      }),
    );
  expect(await again()).toBe('done');
  turnOn(scene);
  expect(await again()).toBe('SECOND_FACTOR_REQUIRED');
});
