import { stepUp } from '../../../../../lambda/identity/factors/step-up';
import { NO_PASSWORD } from '../../../../../lambda/identity/passwords/no-password';
import { FLAGS } from '../../../../support/webauthn/ceremony-parts';
import { PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import {
  ada,
  addPasskey,
  begin,
  beginStep,
  change,
  createPasskeyScene,
  type PasskeyScene,
  step,
  stepByPasskey,
  turnOn,
} from '../../../fakes/passkey-sign-in-scene';
import { signInAgain } from '../../../fakes/signed-in';
import { outcomeOf } from '../../../fakes/throttled';

const outcome = (...input: Parameters<typeof stepByPasskey>) => outcomeOf(stepByPasskey(...input));
const lastAmr = ({ deps }: PasskeyScene) => deps.signed.at(-1)?.amr;
const present = { flags: FLAGS.userPresent };

test('a passkey writes a new authentication to the session, also of an account without a password', async () => {
  const scene = await createPasskeyScene();
  change(scene, { passwordHash: NO_PASSWORD });
  scene.deps.clock.millis += 600_000;
  expect(await outcome(scene)).toBe('done');
  expect(scene.deps.signed.at(-1)).toMatchObject({
    amr: ['pop', 'mfa'],
    auth_time: Math.floor(scene.deps.now() / 1000),
    sid: scene.laptop.caller.sid,
  });
  expect(scene.deps.logged.at(-1)).toMatchObject({ event: 'stepped_up', kind: 'passkey' });
  expect(await scene.deps.sessions.find(scene.laptop.caller)).toMatchObject({ amr: ['pop', 'mfa'] });
});

test('without a verification of its user, it is one factor', async () => {
  const scene = await createPasskeyScene();
  expect(await outcome(scene, present)).toBe('done');
  expect(lastAmr(scene)).toEqual(['pop']);
  const key = await createPasskeyScene({ verifiesUser: false });
  // who finds a security key without a PIN can set one
  expect(await outcome(key, { flags: FLAGS.userPresent | FLAGS.userVerified })).toBe('done');
  expect(lastAmr(key)).toEqual(['pop']);
});

test('an account without a password needs one that verifies its user: it has no other factor', async () => {
  const scene = await createPasskeyScene();
  change(scene, { passwordHash: NO_PASSWORD });
  expect((await beginStep(scene)).options.userVerification).toBe('required');
  expect(await outcome(scene, present)).toBe('INVALID_PASSKEY');
});

test('an account with a second factor needs one that verifies its user', async () => {
  const scene = await createPasskeyScene();
  turnOn(scene);
  change(scene, { stepUpFailures: 3, factorsResetAt: scene.deps.now() + 1 });
  expect((await beginStep(scene)).options.userVerification).toBe('required');
  expect(await outcome(scene, present)).toBe('INVALID_PASSKEY');
  expect(ada(scene).stepUpFailures).toBe(3);
  expect(await outcome(scene)).toBe('done');
  expect(lastAmr(scene)).toEqual(['pop', 'mfa']);
  expect(ada(scene).stepUpFailures).toBe(0);
  expect(ada(scene)).not.toHaveProperty('factorsResetAt');
});

test('so does every account where the stage requires a second factor: its session would end otherwise', async () => {
  const scene = await createPasskeyScene();
  await scene.deps.sessionStepUps.stepUp(
    { ...scene.laptop.caller, securityVersion: 1 },
    { authTime: Math.floor(scene.deps.now() / 1000), amr: ['pop', 'mfa'] },
  );
  const required = { ...scene, deps: { ...scene.deps, secondFactor: 'required' } };
  expect(await outcome(required, present)).toBe('INVALID_PASSKEY');
  const byPassword = stepUp(required.deps)({
    ...{ caller: scene.laptop.caller, proof: { password: PASSWORD }, source: SOURCE },
  });
  expect(await outcomeOf(byPassword)).toBe('INSUFFICIENT_USER_AUTHENTICATION');
  expect(await outcome(required)).toBe('done');
});

test('the options list the passkeys of the account that can prove what is needed, and never none', async () => {
  const scene = await createPasskeyScene();
  const key = await addPasskey(scene.deps, ada(scene).sub, { verifiesUser: false });
  const listed = async () => (await beginStep(scene)).options.allowCredentials?.map(({ id }) => id).sort();
  const idOf = ({ authenticator }: Pick<PasskeyScene, 'authenticator'>) =>
    authenticator.credentials[0]?.id ?? '';
  expect(await listed()).toEqual([idOf(scene), idOf(key)].sort());
  turnOn(scene);
  expect(await listed()).toEqual([idOf(scene)]);
  change(scene, { passkeys: undefined });
  expect(await outcomeOf(beginStep(scene))).toBe('PASSKEY_NOT_FOUND');
});

test('a ceremony is used once, also twice at once, and by a passkey that is refused', async () => {
  const scene = await createPasskeyScene();
  const { ceremony_id, options } = await beginStep(scene);
  const credential = await scene.authenticator.assert(options);
  const both = await Promise.all([1, 2].map(() => outcomeOf(step(scene, ceremony_id, credential))));
  expect(both.sort()).toEqual(['INVALID_CEREMONY', 'done']);
  const next = await beginStep(scene);
  const right = await scene.authenticator.assert(next.options);
  expect(await outcomeOf(step(scene, next.ceremony_id, {}))).toBe('INVALID_PASSKEY');
  expect(await outcomeOf(step(scene, next.ceremony_id, right))).toBe('INVALID_CEREMONY');
});

test('a ceremony is bound to its session, its account and its security version, and expires', async () => {
  const scene = await createPasskeyScene();
  const other: PasskeyScene = { ...scene, laptop: await signInAgain(scene.deps) };
  const foreign = await beginStep(other);
  const byOther = await scene.authenticator.assert(foreign.options);
  expect(await outcomeOf(step(scene, foreign.ceremony_id, byOther))).toBe('INVALID_CEREMONY');
  const anonymous = await begin(scene);
  const expired = await beginStep(scene);
  scene.deps.clock.millis += 300_000;
  const outdated = await beginStep(scene);
  change(scene, { securityVersion: 2, kept: { sid: scene.laptop.caller.sid, fromVersion: 1 } });
  for (const { ceremony_id, options } of [anonymous, expired, outdated]) {
    const credential = await scene.authenticator.assert(options);
    expect(await outcomeOf(step(scene, ceremony_id, credential))).toBe('INVALID_CEREMONY');
  }
  expect(await outcome(scene)).toBe('done');
});

test('a ceremony of another account is refused, also with the id of the session', async () => {
  const scene = await createPasskeyScene();
  const { ceremony_id, options } = await beginStep(scene);
  const { items } = scene.deps.ceremonies;
  for (const [digest, ceremony] of items) items.set(digest, { ...ceremony, sub: 'another' });
  const credential = await scene.authenticator.assert(options);
  expect(await outcomeOf(step(scene, ceremony_id, credential))).toBe('INVALID_CEREMONY');
});

test('a passkey that the account has lost since the options steps up no session', async () => {
  const scene = await createPasskeyScene();
  const { ceremony_id, options } = await beginStep(scene);
  const credential = await scene.authenticator.assert(options);
  change(scene, { passkeys: undefined });
  expect(await outcomeOf(step(scene, ceremony_id, credential))).toBe('INVALID_PASSKEY');
  // nor is it used
  expect(await scene.deps.passkeys.find(ada(scene).sub, scene.id)).not.toHaveProperty('lastUsedAt');
});

test.each(['off', 'on'])(
  'with the second factor %s, a passkey that is removed before the proof is accepted does not step up',
  async (state) => {
    const scene = await createPasskeyScene();
    if (state === 'on') turnOn(scene);
    const signToken: typeof scene.deps.signToken = async (claims) => {
      change(scene, { passkeys: undefined });
      return scene.deps.signToken(claims);
    };
    expect(await outcome({ ...scene, deps: { ...scene.deps, signToken } })).toBe('INVALID_PASSKEY');
    expect(await scene.deps.sessions.find(scene.laptop.caller)).toMatchObject({ amr: ['pwd'] });
  },
);

test('a session that has ended begins no ceremony', async () => {
  const scene = await createPasskeyScene();
  await scene.deps.sessions.delete(scene.laptop.caller);
  expect(await outcomeOf(beginStep(scene))).toBe('UNAUTHORIZED');
  change(scene, { state: 'DISABLED' });
  expect(await outcomeOf(beginStep(scene))).toBe('UNAUTHORIZED');
});

test('options of sessions count on their account', async () => {
  const scene = await createPasskeyScene();
  for (let n = 0; n < 50; n++) await beginStep(scene);
  expect(await outcomeOf(beginStep(scene))).toBeGreaterThan(0);
  expect(await outcomeOf(begin(scene))).toBe('done');
  scene.deps.clock.millis += 900_000;
  expect(await outcomeOf(beginStep(scene))).toBe('done');
});
