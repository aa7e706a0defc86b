import { beginRegistration } from '../../../../../lambda/identity/passkeys/management/begin-registration';
import { begin, complete, createPasskeyScene, credentialOf } from '../../../fakes/passkey-management-scene';
import { signInAgain } from '../../../fakes/signed-in';

test('returns options with a new challenge, the user handle, and the passkeys that the account has', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  const { sub } = scene.ada.caller;
  // left by an interrupted request
  const [stored] = await scene.deps.passkeys.list(sub);
  if (stored) await scene.deps.passkeys.put({ ...stored, id: 'orphan', credentialId: credentialOf(8) });
  const { ceremony_id: id, options } = await begin(scene);
  expect(id).toMatch(/^[\w-]{43}$/);
  expect(options).toMatchObject({
    challenge: id,
    rp: { id: 'example.com', name: 'Latchkey' },
    user: { id: Buffer.from(sub).toString('base64url'), name: 'Ada', displayName: 'Ada' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    attestation: 'none',
    excludeCredentials: [{ type: 'public-key', id: credentialOf(0), transports: ['internal'] }],
  });
  expect((await begin(scene)).ceremony_id).not.toBe(id);
});

test('stores no id of a ceremony, and binds it to the account, the session and the security version', async () => {
  const scene = await createPasskeyScene();
  const { ceremony_id: id } = await begin(scene);
  const [[name, ceremony] = []] = [...scene.deps.registrationCeremonies.items];
  const { sub, sid } = scene.ada.caller;
  expect(name).not.toContain(id);
  expect(ceremony).toEqual({
    ...{ purpose: 'passkey-registration', sub, sid, securityVersion: 1 },
    validUntil: scene.deps.clock.millis + 300_000,
  });
});

test('an account has one ceremony at a time: the last one', async () => {
  const scene = await createPasskeyScene();
  const first = await begin(scene);
  scene.deps.clock.millis += 1;
  const second = await begin(scene);
  expect(scene.deps.registrationCeremonies.items.size).toBe(1);
  await expect(complete(scene, first.ceremony_id)).rejects.toMatchObject({ code: 'INVALID_CEREMONY' });
  expect(await complete(scene, second.ceremony_id)).toMatchObject({ name: 'Passkey' });
});

test('refuses an account with 20 passkeys', async () => {
  const scene = await createPasskeyScene({ passkeys: Array.from({ length: 20 }, () => true) });
  await expect(begin(scene)).rejects.toMatchObject({ code: 'TOO_MANY_PASSKEYS' });
  expect(scene.deps.registrationCeremonies.items.size).toBe(0);
});

test('requires a step-up and a valid session', async () => {
  const scene = await createPasskeyScene({ isOn: true, passkeys: [true] });
  const { deps, ada } = scene;
  const byPassword = beginRegistration(deps)({ caller: { ...ada.caller, amr: ['pwd'] } });
  await expect(byPassword).rejects.toMatchObject({
    code: 'INSUFFICIENT_USER_AUTHENTICATION',
    members: { kinds: ['passkey', 'recovery_code'] },
  });
  await deps.sessions.delete(ada.caller);
  await expect(begin(scene)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(deps.registrationCeremonies.items.size).toBe(0);
});

test('an authentication that is not recent begins nothing', async () => {
  const scene = await createPasskeyScene();
  scene.deps.clock.millis += 601_000;
  await expect(begin(scene)).rejects.toMatchObject({ code: 'INSUFFICIENT_USER_AUTHENTICATION' });
  const again = { ...scene, ada: await signInAgain(scene.deps) };
  expect(await begin(again)).toHaveProperty('ceremony_id');
});
