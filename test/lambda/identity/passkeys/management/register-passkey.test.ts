import { passkeyId } from '../../../../../lambda/identity/passkeys/passkey';
import { SOURCE, uuid } from '../../../fakes/auth-dependencies';
import {
  accountOf,
  add,
  begin,
  complete,
  createPasskeyScene,
  credentialOf,
  type PasskeyScene,
} from '../../../fakes/passkey-management-scene';
import { signInAgain } from '../../../fakes/signed-in';

const NEW = passkeyId(credentialOf(9));

/** Asserts that nothing was added. */
async function expectNothing(scene: PasskeyScene, before = 0): Promise<void> {
  expect(Object.keys(accountOf(scene).passkeys ?? {})).toHaveLength(before);
  expect(scene.deps.notices).toEqual([]);
  expect(scene.deps.logged).toEqual([]);
}

test('adds a passkey, with a notice and an event, and leaves the second factor off', async () => {
  const scene = await createPasskeyScene();
  const { deps, ada } = scene;
  const before = accountOf(scene);
  const { sub, sid } = ada.caller;
  expect(await add(scene, { name: ' My phone ' })).toEqual({
    credentialId: expect.any(String),
    ...{ id: NEW, name: 'My phone', addedAt: '2026-01-02T03:04:05.000Z', transports: ['internal'] },
    ...{ synced: false, syncable: true, verifiesUser: true },
  });
  const account = accountOf(scene);
  expect(account.passkeys).toEqual({ [NEW]: { addedAt: deps.clock.millis, verifiesUser: true } });
  expect(account.secondFactorSince).toBeUndefined();
  expect(await deps.passkeys.find(sub, NEW)).toMatchObject({
    credentialId: credentialOf(9),
    publicKey: Buffer.from(`key of ${credentialOf(9)}`).toString('base64url'),
  });
  expect(await deps.credentials.find(NEW)).toMatchObject({ sub, state: 'CONFIRMED' });
  expect(deps.notices).toEqual([{ notice: 'passkey-added', account: before }]);
  const { ip: sourceIp, requestId } = SOURCE;
  expect(deps.logged).toEqual([{ event: 'passkey_added', sub, sid, passkey: NEW, sourceIp, requestId }]);
});

test('a passkey whose user was not verified is added as a second factor only', async () => {
  const scene = await createPasskeyScene();
  expect(await add(scene, { isUserVerified: false })).toMatchObject({ name: 'Passkey', verifiesUser: false });
  expect(accountOf(scene).passkeys?.[NEW]?.verifiesUser).toBe(false);
});

// CVE-2026-134321
test('an ended session registers nothing', async () => {
  const scene = await createPasskeyScene();
  const { ceremony_id: id } = await begin(scene);
  await scene.deps.sessions.delete(scene.ada.caller);
  await expect(complete(scene, id)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  await expectNothing(scene);
  expect(scene.deps.passkeys.items.size).toBe(0);
});

test('refuses a ceremony of another session of the account, and uses it up', async () => {
  const scene = await createPasskeyScene();
  const { ceremony_id: id } = await begin(scene);
  const phone = { ...scene, ada: await signInAgain(scene.deps) };
  scene.deps.notices.length = 0;
  scene.deps.logged.length = 0;
  await expect(complete(phone, id)).rejects.toMatchObject({ code: 'INVALID_CEREMONY' });
  await expect(complete(scene, id)).rejects.toMatchObject({ code: 'INVALID_CEREMONY' });
  await expectNothing(scene);
});

test('refuses a ceremony of another account, which stays', async () => {
  const scene = await createPasskeyScene();
  const { deps, ada } = scene;
  const { ceremony_id: id } = await begin(scene);
  const eve = { ...ada, caller: { ...ada.caller, sub: uuid(998) } };
  deps.accounts.set({ ...accountOf(scene), sub: eve.caller.sub });
  const session = await deps.sessions.find(ada.caller);
  if (session) await deps.sessions.put({ ...session, sub: eve.caller.sub });
  await expect(complete({ ...scene, ada: eve }, id)).rejects.toMatchObject({ code: 'INVALID_CEREMONY' });
  expect(await complete(scene, id)).toMatchObject({ id: NEW });
});

test('refuses a ceremony of another security version', async () => {
  const scene = await createPasskeyScene();
  const { deps, ada } = scene;
  const { ceremony_id: id } = await begin(scene);
  // as after a change of the password, which keeps this session
  const { sid } = ada.caller;
  deps.accounts.set({ ...accountOf(scene), securityVersion: 2, kept: { sid, fromVersion: 1 } });
  await expect(complete(scene, id)).rejects.toMatchObject({ code: 'INVALID_CEREMONY' });
  await expectNothing(scene);
});

test('refuses a ceremony that has expired, and an id that is none', async () => {
  const scene = await createPasskeyScene();
  const { ceremony_id: id } = await begin(scene);
  scene.deps.clock.millis += 300_000;
  for (const each of [id, '', '__proto__']) {
    await expect(complete(scene, each)).rejects.toMatchObject({ code: 'INVALID_CEREMONY' });
  }
  await expectNothing(scene);
});

test('a ceremony that is used twice at once adds one passkey', async () => {
  const scene = await createPasskeyScene();
  const { ceremony_id: id } = await begin(scene);
  const uses = [1, 2].map((place) => complete(scene, id, { credentialId: credentialOf(place) }));
  const ends = await Promise.allSettled(uses);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(Object.keys(accountOf(scene).passkeys ?? {})).toHaveLength(1);
});

test('a response that is not valid uses the ceremony up', async () => {
  const scene = await createPasskeyScene();
  const { ceremony_id: id } = await begin(scene);
  await expect(complete(scene, id, { challenge: 'another' })).rejects.toMatchObject({
    code: 'PASSKEY_REFUSED',
  });
  await expect(complete(scene, id)).rejects.toMatchObject({ code: 'INVALID_CEREMONY' });
  await expectNothing(scene);
});

test('a name that is not valid uses nothing up', async () => {
  const scene = await createPasskeyScene();
  const { ceremony_id: id } = await begin(scene);
  await expect(complete(scene, id, { name: '\u202e' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  expect(await complete(scene, id)).toMatchObject({ id: NEW });
});

test('refuses a credential that the account has: its stored key stays', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  const before = [...scene.deps.passkeys.items.values()];
  await expect(add(scene, { credentialId: credentialOf(0) })).rejects.toMatchObject({
    code: 'PASSKEY_TAKEN',
  });
  expect([...scene.deps.passkeys.items.values()]).toEqual(before);
  await expectNothing(scene, 1);
});

test('refuses a credential of another account', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  const { deps } = scene;
  const { passkeys, ...account } = accountOf(scene);
  const eve = uuid(998);
  deps.accounts.set({ ...account, sub: eve, passkeys });
  await deps.credentials.release({ name: scene.ids[0] ?? '', sub: account.sub });
  await deps.credentials.reserve({
    ...{ name: scene.ids[0] ?? '', sub: eve, state: 'CONFIRMED', reservedUntil: 0 },
  });
  deps.accounts.set(account);
  await expect(add(scene, { credentialId: credentialOf(0) })).rejects.toMatchObject({
    code: 'PASSKEY_TAKEN',
  });
  await expectNothing(scene);
});

test('refuses the 21st passkey, also if its ceremony began before the 20th', async () => {
  const scene = await createPasskeyScene({ passkeys: Array.from({ length: 19 }, () => true) });
  const { ceremony_id: id } = await begin(scene);
  const { passkeys } = accountOf(scene);
  scene.deps.accounts.set({
    ...accountOf(scene),
    passkeys: { ...passkeys, last: { addedAt: 1, verifiesUser: true } },
  });
  await expect(complete(scene, id)).rejects.toMatchObject({ code: 'TOO_MANY_PASSKEYS' });
  await expectNothing(scene, 20);
});

test('an account that is disabled meanwhile gets nothing, and nothing is left', async () => {
  const scene = await createPasskeyScene();
  const { deps } = scene;
  const put: typeof deps.passkeys.put = async (passkey) => {
    await deps.passkeys.put(passkey);
    deps.accounts.set({ ...accountOf(scene), state: 'DISABLED' });
  };
  const disabled = { ...scene, deps: { ...deps, passkeys: { ...deps.passkeys, put } } };
  await expect(add(disabled)).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
  await expectNothing(scene);
  expect(deps.passkeys.items.size).toBe(0);
  expect(await deps.credentials.find(NEW)).toBeUndefined();
});

test.each(['put', 'add'] as const)('after a failure of %s, the user begins again', async (step) => {
  const scene = await createPasskeyScene();
  const { deps } = scene;
  const fail = async () => {
    throw new Error('no connection');
  };
  const failing = {
    ...deps,
    ...(step === 'put'
      ? { passkeys: { ...deps.passkeys, put: fail } }
      : { accountPasskeys: { ...deps.accountPasskeys, add: fail } }),
  };
  await expect(add({ ...scene, deps: failing })).rejects.toThrow('no connection');
  await expectNothing(scene);
  expect(await add(scene)).toMatchObject({ id: NEW });
});

test('the notice is due once the account has the passkey, also if its pointer cannot be confirmed', async () => {
  const scene = await createPasskeyScene();
  const { deps } = scene;
  const confirm = async () => {
    throw new Error('no connection');
  };
  const failing = { ...deps, credentials: { ...deps.credentials, confirm } };
  await expect(add({ ...scene, deps: failing })).rejects.toThrow('no connection');
  expect(deps.notices).toMatchObject([{ notice: 'passkey-added' }]);
  expect(accountOf(scene).passkeys).toHaveProperty(NEW);
});
