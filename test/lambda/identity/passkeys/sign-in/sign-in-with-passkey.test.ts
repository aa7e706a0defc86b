import { CEREMONY_MS } from '../../../../../lambda/identity/passkeys/ceremony';
import { NO_PASSWORD } from '../../../../../lambda/identity/passwords/no-password';
import { FLAGS } from '../../../../support/webauthn/ceremony-parts';
import { SOURCE } from '../../../fakes/auth-dependencies';
import {
  ada,
  addPasskey,
  begin,
  beginStep,
  change,
  createPasskeyScene,
  type PasskeyScene,
  send,
  signInByPasskey,
  turnOn,
} from '../../../fakes/passkey-sign-in-scene';
import { signUp } from '../../../fakes/signed-in';
import { outcomeOf } from '../../../fakes/throttled';

const events = ({ deps }: PasskeyScene) => deps.logged.map(({ event }) => event);
const outcome = (...input: Parameters<typeof signInByPasskey>) => outcomeOf(signInByPasskey(...input));

describe('a passkey signs in', () => {
  test('without a password, as two factors', async () => {
    const scene = await createPasskeyScene({ counts: true });
    const signed = await signInByPasskey(scene);
    expect(signed).toMatchObject({ token_type: 'Bearer', device_token: expect.any(String) });
    const { sub } = scene.laptop.caller;
    expect(scene.deps.signed.at(-1)).toMatchObject({ sub, amr: ['pop', 'mfa'] });
    expect(events(scene)).toEqual(['signed_in']);
    expect(scene.deps.notices.map(({ notice }) => notice)).toEqual(['new-device']);
    expect(await scene.deps.passkeys.find(sub, scene.id)).toMatchObject({
      counter: 2,
      lastUsedAt: scene.deps.now(),
    });
  });

  test('an account without a password, and one whose second factor is on', async () => {
    const scene = await createPasskeyScene();
    turnOn(scene);
    expect(await outcome(scene)).toBe('done');
    change(scene, { passwordHash: NO_PASSWORD, secondFactorSince: undefined });
    expect(await outcome(scene)).toBe('done');
    expect(ada(scene).passwordHash).toBe(NO_PASSWORD);
  });

  test('a known device, which stays the same and gets no notice', async () => {
    const scene = await createPasskeyScene();
    const { device_token: deviceToken = '' } = scene.laptop;
    const { ceremony_id, options } = await begin(scene);
    const signed = await send(scene, ceremony_id, await scene.authenticator.assert(options), { deviceToken });
    expect(signed.device_token).toBe(deviceToken);
    expect(scene.deps.notices).toEqual([]);
  });

  test('and cancels a reset of the factors that waits', async () => {
    const scene = await createPasskeyScene();
    turnOn(scene);
    change(scene, { factorsResetAt: scene.deps.now() + 1, factorFailures: 3 });
    expect(await outcome(scene)).toBe('done');
    expect(ada(scene)).toMatchObject({ factorFailures: 0, factorsResetAt: undefined });
    expect(events(scene)).toEqual(['signed_in', 'factors_reset_cancelled']);
  });
});

describe('a ceremony', () => {
  test('names no account, no credential and no passkey', async () => {
    const scene = await createPasskeyScene();
    const { ceremony_id, options } = await begin(scene);
    expect(options).toEqual({
      challenge: ceremony_id,
      rpId: 'example.com',
      userVerification: 'required',
      timeout: CEREMONY_MS,
    });
    expect(JSON.stringify([...scene.deps.ceremonies.items])).not.toContain(ceremony_id);
  });

  test('is used once, also twice at once', async () => {
    const scene = await createPasskeyScene();
    const { ceremony_id, options } = await begin(scene);
    const credential = await scene.authenticator.assert(options);
    const both = await Promise.all([1, 2].map(() => outcomeOf(send(scene, ceremony_id, credential))));
    expect(both.sort()).toEqual(['INVALID_CEREMONY', 'done']);
    expect(await outcomeOf(send(scene, ceremony_id, credential))).toBe('INVALID_CEREMONY');
  });

  test('is used up by a credential that is refused', async () => {
    const scene = await createPasskeyScene();
    const { ceremony_id, options } = await begin(scene);
    const credential = await scene.authenticator.assert(options);
    const changed = await scene.authenticator.assert(options, { signature: (bytes) => bytes.reverse() });
    expect(await outcomeOf(send(scene, ceremony_id, changed))).toBe('INVALID_PASSKEY');
    expect(await outcomeOf(send(scene, ceremony_id, credential))).toBe('INVALID_CEREMONY');
  });

  test('is refused when it is unknown, expired, or of another kind', async () => {
    const scene = await createPasskeyScene();
    const expired = await begin(scene);
    scene.deps.clock.millis += 300_000;
    const other = await beginStep(scene);
    for (const { ceremony_id, options } of [expired, other]) {
      const credential = await scene.authenticator.assert(options);
      expect(await outcomeOf(send(scene, ceremony_id, credential))).toBe('INVALID_CEREMONY');
      expect(await outcomeOf(send(scene, '', credential))).toBe('INVALID_CEREMONY');
    }
  });

  test('is not taken with the challenge of another', async () => {
    const scene = await createPasskeyScene();
    const [one, other] = [await begin(scene), await begin(scene)];
    const credential = await scene.authenticator.assert(one.options);
    expect(await outcomeOf(send(scene, other.ceremony_id, credential))).toBe('INVALID_PASSKEY');
  });
});

describe('a passkey is refused', () => {
  test.each([
    ['without a verification of its user', { flags: FLAGS.userPresent }],
    ['with another user handle', { userHandle: Buffer.from('another').toString('base64url') }],
    ['without a user handle', { userHandle: null }],
    ['with a counter that went back', { counter: 1 }],
  ])('%s', async (_why, overrides) => {
    const scene = await createPasskeyScene({ counts: true });
    expect(await outcome(scene)).toBe('done');
    const sessions = scene.deps.sessions.items.size;
    expect(await outcome(scene, overrides)).toBe('INVALID_PASSKEY');
    expect(scene.deps.sessions.items.size).toBe(sessions);
    expect(events(scene).at(-1)).toBe('passkey_rejected');
  });

  test('that did not verify its user when it was added, also if it does now', async () => {
    const scene = await createPasskeyScene({ verifiesUser: false });
    const { ceremony_id, options } = await begin(scene);
    const preferred = { ...options, userVerification: 'preferred' } as const;
    const flags = FLAGS.userPresent | FLAGS.userVerified;
    const credential = await scene.authenticator.assert(preferred, { flags });
    expect(await outcomeOf(send(scene, ceremony_id, credential))).toBe('INVALID_PASSKEY');
  });

  test('when a parallel use has stored its counter first', async () => {
    const scene = await createPasskeyScene({ counts: true });
    const passkeys = { ...scene.deps.passkeys, recordUse: async () => false };
    expect(await outcome({ ...scene, deps: { ...scene.deps, passkeys } })).toBe('INVALID_PASSKEY');
  });

  test('with the credential of another account', async () => {
    const scene = await createPasskeyScene();
    const eve = await signUp(scene.deps, 'Eve');
    const { authenticator } = await addPasskey(scene.deps, eve.caller.sub);
    const { ceremony_id, options } = await begin(scene);
    const own = await authenticator.assert(options);
    const { id: adaId } = scene.authenticator.credentials[0] ?? {};
    const swapped = { ...own, id: adaId, rawId: adaId };
    expect(await outcomeOf(send(scene, ceremony_id, swapped))).toBe('INVALID_PASSKEY');
  });

  test('of a disabled account, like a wrong signature', async () => {
    const scene = await createPasskeyScene();
    change(scene, { state: 'DISABLED' });
    expect(await outcome(scene)).toBe('INVALID_PASSKEY');
    // the use of a passkey that counts for nothing is not recorded
    expect(await scene.deps.passkeys.find(ada(scene).sub, scene.id)).not.toHaveProperty('lastUsedAt');
  });

  test('while the account has a temporary password', async () => {
    const scene = await createPasskeyScene();
    change(scene, { passwordTemporaryUntil: scene.deps.now() + 1 });
    expect(await outcome(scene)).toBe('PASSWORD_CHANGE_REQUIRED');
  });

  test.each([undefined, null, {}, 'text', { id: 'x', rawId: 'x', type: 'public-key', response: {} }])(
    'when it is %j, and the ceremony stays',
    async (credential) => {
      const scene = await createPasskeyScene();
      const { ceremony_id, options } = await begin(scene);
      expect(await outcomeOf(send(scene, ceremony_id, credential))).toBe('INVALID_PASSKEY');
      const right = await scene.authenticator.assert(options);
      expect(await outcomeOf(send(scene, ceremony_id, right))).toBe('done');
    },
  );
});

describe('a passkey is unknown', () => {
  test('when no account has it, or one that is being deleted', async () => {
    const scene = await createPasskeyScene();
    change(scene, { passkeys: undefined });
    expect(await outcome(scene)).toBe('UNKNOWN_PASSKEY');
    change(scene, { passkeys: { [scene.id]: { addedAt: 1, verifiesUser: true } }, state: 'DELETING' });
    expect(await outcome(scene)).toBe('UNKNOWN_PASSKEY');
    scene.deps.accounts.items.clear();
    expect(await outcome(scene)).toBe('UNKNOWN_PASSKEY');
  });

  test('only for the holder of a ceremony', async () => {
    const scene = await createPasskeyScene();
    change(scene, { passkeys: undefined });
    const { options } = await begin(scene);
    const credential = await scene.authenticator.assert(options);
    expect(await outcomeOf(send(scene, 'another', credential))).toBe('INVALID_CEREMONY');
  });

  test('after as much work as for a known one', async () => {
    const scene = await createPasskeyScene();
    change(scene, { passkeys: undefined });
    const verified: boolean[] = [];
    const verifyAssertion: typeof scene.deps.verifyAssertion = async (input) => {
      const result = await scene.deps.verifyAssertion(input);
      verified.push(result !== undefined);
      return result;
    };
    expect(await outcome({ ...scene, deps: { ...scene.deps, verifyAssertion } })).toBe('UNKNOWN_PASSKEY');
    expect(verified).toEqual([false]);
  });

  test('when another account has taken its unconfirmed credential', async () => {
    const scene = await createPasskeyScene();
    const { credentials } = scene.deps;
    const pointer = credentials.items.get(scene.id);
    if (pointer) credentials.items.set(scene.id, { ...pointer, state: 'RESERVED' });
    expect(await outcome(scene)).toBe('done');
    expect(credentials.items.get(scene.id)?.state).toBe('CONFIRMED');
    if (pointer) credentials.items.set(scene.id, { ...pointer, state: 'RESERVED' });
    const confirm = async () => false;
    const deps = { ...scene.deps, credentials: { ...credentials, confirm } };
    expect(await outcome({ ...scene, deps })).toBe('UNKNOWN_PASSKEY');
  });
});

describe('when the account changes during the sign-in', () => {
  /** Acts once, before the commit. */
  function beforeCommit(scene: PasskeyScene, act: () => void): PasskeyScene {
    let isDue = true;
    const { startSession } = scene.deps;
    const acting: typeof startSession = async (command) => {
      if (isDue) act();
      isDue = false;
      return startSession(command);
    };
    return { ...scene, deps: { ...scene.deps, startSession: acting } };
  }

  test.each([
    ['the passkey is removed', 'INVALID_PASSKEY', { passkeys: undefined }],
    ['the account is disabled', 'INVALID_PASSKEY', { state: 'DISABLED' }],
    ['all sessions are ended', 'CONCURRENT_CHANGE', { securityVersion: 2 }],
    ['the password was only hashed again', 'done', { passwordHash: 'm=2|another' }],
    ['the second factor is turned on', 'done', { secondFactorSince: 1 }],
  ] as const)('%s: the outcome is %s', async (_what, expected, changes) => {
    const scene = await createPasskeyScene();
    const sessions = scene.deps.sessions.items.size;
    const acting = beforeCommit(scene, () => change(scene, changes));
    expect(await outcome(acting)).toBe(expected);
    expect(scene.deps.sessions.items.size - sessions).toBe(expected === 'done' ? 1 : 0);
  });
});

describe('limits', () => {
  test('options count on their source, before a ceremony is stored', async () => {
    const scene = await createPasskeyScene();
    const { sourceRateLimits } = scene.deps;
    sourceRateLimits.reserve = async ({ kind }) => kind !== 'passkey-options';
    expect(await outcomeOf(begin(scene))).toBeGreaterThan(0);
    expect(scene.deps.ceremonies.items.size).toBe(0);
    expect(events(scene)).toEqual(['attempt_throttled']);
  });

  test('a refused passkey counts on its source, and a right one does not', async () => {
    const scene = await createPasskeyScene();
    scene.deps.maxSignInFailuresPerSource = 2;
    for (let n = 0; n < 4; n++) expect(await outcome(scene)).toBe('done');
    for (let n = 0; n < 2; n++) expect(await outcome(scene, { userHandle: null })).toBe('INVALID_PASSKEY');
    expect(await outcome(scene)).toBeGreaterThan(0);
    const { ceremony_id, options } = await begin(scene, { ...SOURCE, ip: '192.0.2.9' });
    const { device_token: deviceToken = '' } = scene.laptop;
    const known = await scene.authenticator.assert(options);
    expect(await outcomeOf(send(scene, ceremony_id, known, { deviceToken }))).toBe('done');
  });
});
