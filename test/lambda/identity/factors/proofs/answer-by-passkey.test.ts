import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { requireSecondFactor } from '../../../../../lambda/identity/factors/proofs/require-second-factor';
import { digestChallenge } from '../../../../../lambda/identity/factors/second-factor-challenge';
import { FLAGS } from '../../../../support/webauthn/ceremony-parts';
import { PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import {
  ada,
  addPasskey,
  answer,
  begin,
  change,
  createPasskeyScene,
  inRequiredStage,
  type PasskeyScene,
  sendPassword,
  signChallenge,
  turnOn,
} from '../../../fakes/passkey-sign-in-scene';
import { signUp } from '../../../fakes/signed-in';
import { outcomeOf } from '../../../fakes/throttled';

const events = ({ deps }: PasskeyScene) => deps.logged.map(({ event }) => event);

async function createScene(...input: Parameters<typeof createPasskeyScene>) {
  const scene = await createPasskeyScene(...input);
  turnOn(scene);
  return scene;
}

/** Sends the password and the passkey. */
async function outcome(scene: PasskeyScene, overrides: Parameters<typeof signChallenge>[2] = {}) {
  const required = await sendPassword(scene);
  const credential = await signChallenge(scene, required, overrides);
  return outcomeOf(answer(scene, required.challenge, credential));
}

test('a password shows how a passkey answers its challenge', async () => {
  const scene = await createScene();
  const { challenge, kinds, passkey } = await sendPassword(scene);
  expect(kinds).toEqual(['passkey', 'recovery_code']);
  expect(passkey).toEqual({
    challenge,
    rpId: 'example.com',
    userVerification: 'preferred',
    allowCredentials: [
      { type: 'public-key', id: scene.authenticator.credentials[0]?.id, transports: ['internal'] },
    ],
  });
});

test('passkeys that are not of the account are not shown, and a stage without passkeys shows none', async () => {
  const scene = await createScene();
  const orphan = { ...(await scene.deps.passkeys.find(ada(scene).sub, scene.id)), id: 'orphan' };
  await scene.deps.passkeys.put(orphan as never);
  expect((await sendPassword(scene)).passkey).toMatchObject({ allowCredentials: [{}] });
  await scene.deps.passkeys.delete(ada(scene).sub, scene.id);
  // options without credentials would ask for those of any account
  expect(await sendPassword(scene)).not.toHaveProperty('passkey');
  const deps = { ...scene.deps, hasPasskeys: false, loadPasskeys: undefined } as never;
  const { kinds, passkey } = await sendPassword({ deps });
  expect([kinds, passkey]).toEqual([['recovery_code'], undefined]);
});

test('an account without passkeys loads none of their code', async () => {
  const scene = await createScene();
  change(scene, { passkeys: undefined });
  const loadPasskeys = () => {
    throw new Error('loaded');
  };
  const { kinds } = await sendPassword({ deps: { ...scene.deps, loadPasskeys } });
  expect(kinds).toEqual(['recovery_code']);
});

test('a passkey completes the sign-in, also one that does not verify its user', async () => {
  const scene = await createScene({ verifiesUser: false });
  expect(await outcome(scene)).toBe('done');
  expect(scene.deps.signed.at(-1)?.amr).toEqual(['pwd', 'pop', 'mfa']);
  expect(events(scene)).toEqual(['second_factor_required', 'signed_in']);
  expect(ada(scene)).toMatchObject({ factorFailures: 0, recoveryCodes: ['digest-1'] });
});

test('a challenge is used up by a passkey: once, also twice at once, and by one that is refused', async () => {
  const scene = await createScene();
  const required = await sendPassword(scene);
  const { challenge } = required;
  const credential = await signChallenge(scene, required);
  const both = await Promise.all([1, 2].map(() => outcomeOf(answer(scene, challenge, credential))));
  expect(both.sort()).toEqual(['INVALID_CHALLENGE', 'done']);

  const next = await sendPassword(scene);
  const right = await signChallenge(scene, next);
  expect(await outcomeOf(answer(scene, next.challenge, {}))).toBe('INVALID_PASSKEY');
  expect(await outcomeOf(answer(scene, next.challenge, right))).toBe('INVALID_CHALLENGE');
  expect(scene.deps.notices.map(({ notice }) => notice)).toContain('password-known');
});

test.each([
  ['another user handle', { userHandle: Buffer.from('another').toString('base64url') }],
  ['another signature', { signature: (bytes: Buffer) => bytes.reverse() }],
  ['a counter that went back', { counter: 1 }],
  ['no presence of the user', { flags: 0 }],
])('%s is refused, and counts as no guess at the account', async (_what, overrides) => {
  const scene = await createScene({ counts: true });
  expect(await outcome(scene)).toBe('done');
  const sessions = scene.deps.sessions.items.size;
  expect(await outcome(scene, overrides)).toBe('INVALID_PASSKEY');
  expect(scene.deps.sessions.items.size).toBe(sessions);
  expect(ada(scene).factorFailures).toBe(0);
  expect(events(scene).at(-1)).toBe('passkey_rejected');
});

test('an assertion of another challenge or ceremony is refused, and so is the passkey of another account', async () => {
  const scene = await createScene();
  const [one, other] = [await sendPassword(scene), await sendPassword(scene)];
  expect(await outcomeOf(answer(scene, one.challenge, await signChallenge(scene, other)))).toBe(
    'INVALID_PASSKEY',
  );
  const { options, ceremony_id } = await begin(scene);
  const assertion = await scene.authenticator.assert(options);
  expect(await outcomeOf(answer(scene, ceremony_id, assertion))).toBe('INVALID_CHALLENGE');

  const eve = await signUp(scene.deps, 'Eve');
  const { authenticator } = await addPasskey(scene.deps, eve.caller.sub);
  const required = await sendPassword(scene);
  const { challenge } = required;
  const foreign = await authenticator.assert({ ...options, challenge, userVerification: 'preferred' });
  expect(await outcomeOf(answer(scene, challenge, foreign))).toBe('INVALID_PASSKEY');
});

test('a challenge that adds the first factor takes no passkey, and stays', async () => {
  const scene = await createPasskeyScene();
  const { passkeys } = ada(scene);
  change(scene, { passkeys: undefined });
  const { challenge, kinds } = await sendPassword(inRequiredStage(scene));
  expect(kinds).toEqual(['enrolment']);
  change(scene, { passkeys });
  const { options } = await begin(scene);
  const credential = await scene.authenticator.assert({ ...options, challenge });
  expect(await outcomeOf(answer(scene, challenge, credential))).toBe('INVALID_CHALLENGE');
  expect(await scene.deps.challenges.find(digestChallenge(challenge), 'enrolment')).toBeDefined();
});

test.each([
  ['the passkey is removed', { passkeys: undefined }, 'INVALID_PASSKEY'],
  ['the second factor is turned off', { secondFactorSince: undefined }, 'INVALID_CHALLENGE'],
  ['the password changes', { passwordHash: 'm=1|another' }, 'INVALID_CHALLENGE'],
  ['the account is disabled', { state: 'DISABLED' }, 'INVALID_CHALLENGE'],
] as const)('no session starts when %s before the commit', async (_what, changes, expected) => {
  const scene = await createScene();
  const { startSession } = scene.deps;
  const acting: typeof startSession = (command) => {
    change(scene, changes);
    return startSession(command);
  };
  const sessions = scene.deps.sessions.items.size;
  expect(await outcome({ ...scene, deps: { ...scene.deps, startSession: acting } })).toBe(expected);
  expect(scene.deps.sessions.items.size).toBe(sessions);
});

test('a device is trusted until a passkey is removed', async () => {
  const scene = await createScene();
  const required = await sendPassword(scene);
  const credential = await signChallenge(scene, required, { flags: FLAGS.userPresent });
  const { trusted_device_token: trustedDeviceToken } = await answer(
    scene,
    required.challenge,
    credential,
    true,
  );
  expect(trustedDeviceToken).toEqual(expect.any(String));
  const again = () =>
    outcomeOf(
      signIn({ ...scene.deps, requireSecondFactor: requireSecondFactor(scene.deps) })({
        ...{ username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true, trustedDeviceToken },
      }),
    );
  expect(await again()).toBe('done');
  const other = await addPasskey(scene.deps, ada(scene).sub);
  expect(await again()).toBe('done');
  const { [other.id]: left } = ada(scene).passkeys ?? {};
  change(scene, { passkeys: { [other.id]: left ?? { addedAt: 0, verifiesUser: true } } });
  expect(await again()).toBe('SECOND_FACTOR_REQUIRED');
});

test('a refused passkey counts on its source, and a right one does not', async () => {
  const scene = await createScene();
  scene.deps.maxSignInFailuresPerSource = 2;
  for (let n = 0; n < 4; n++) expect(await outcome(scene)).toBe('done');
  for (let n = 0; n < 2; n++) expect(await outcome(scene, { flags: 0 })).toBe('INVALID_PASSKEY');
  expect(await outcome(scene)).toBeGreaterThan(0);
});
