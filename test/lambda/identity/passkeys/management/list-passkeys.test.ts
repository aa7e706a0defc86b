import { listPasskeys } from '../../../../../lambda/identity/passkeys/management/list-passkeys';
import { uuid } from '../../../fakes/auth-dependencies';
import {
  accountOf,
  add,
  createPasskeyScene,
  credentialOf,
  type PasskeyScene,
} from '../../../fakes/passkey-management-scene';

const list = ({ deps, ada }: PasskeyScene) => listPasskeys(deps)(ada.caller);

/** Leaves what a registration leaves that was interrupted before its commit. */
async function interruptedRegistration(scene: PasskeyScene): Promise<void> {
  const fail = async () => {
    throw new Error('no connection');
  };
  const accountPasskeys = { ...scene.deps.accountPasskeys, add: fail };
  await expect(add({ ...scene, deps: { ...scene.deps, accountPasskeys } })).rejects.toThrow('no connection');
}

test('lists the passkeys in the order in which they were added, without keys and counters', async () => {
  const scene = await createPasskeyScene({ passkeys: [true, false] });
  const { deps, ids } = scene;
  const second = await deps.passkeys.find(scene.ada.caller.sub, ids[1] ?? '');
  const at = Date.UTC(2026, 0, 3);
  if (second) await deps.passkeys.recordUse(second, { counter: 0, isBackedUp: true, at });
  const common = { transports: ['internal'], syncable: true, credentialId: expect.any(String) };
  expect(await list(scene)).toEqual({
    items: [
      {
        ...{ id: ids[0], name: 'Passkey 1', addedAt: '2026-01-02T03:04:05.000Z' },
        ...{ ...common, synced: false, verifiesUser: true },
      },
      {
        ...{ id: ids[1], name: 'Passkey 2', addedAt: '2026-01-02T03:04:05.001Z' },
        ...{ ...common, synced: true, verifiesUser: false, lastUsedAt: '2026-01-03T00:00:00.000Z' },
      },
    ],
    second_factor_on: false,
    rp_id: 'example.com',
    user_handle: Buffer.from(scene.ada.caller.sub).toString('base64url'),
  });
});

test('says that the second factor is on, also of an account without passkeys', async () => {
  const scene = await createPasskeyScene({ isOn: true, hasTotp: true });
  expect(await list(scene)).toEqual({
    items: [],
    second_factor_on: true,
    rp_id: 'example.com',
    user_handle: Buffer.from(scene.ada.caller.sub).toString('base64url'),
  });
});

test('deletes what an interrupted registration has left, once none can be in progress', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  const { deps, ids } = scene;
  await interruptedRegistration(scene);
  expect((await list(scene)).items.map(({ id }) => id)).toEqual(ids);
  expect([deps.passkeys.items.size, deps.credentials.items.size]).toEqual([2, 2]);
  deps.clock.millis += 15 * 60_000;
  expect((await list(scene)).items.map(({ id }) => id)).toEqual(ids);
  expect([...deps.passkeys.items.values()].map(({ id }) => id)).toEqual(ids);
  expect([...deps.credentials.items.keys()]).toEqual(ids);
});

test('keeps what a registration stores again while the list runs', async () => {
  const scene = await createPasskeyScene();
  const { deps } = scene;
  await interruptedRegistration(scene);
  deps.clock.millis += 16 * 60_000;
  const { sub, sid } = scene.ada.caller;
  const session = await deps.sessions.find({ sub, sid });
  const authTime = Math.floor(deps.clock.millis / 1000);
  if (session) await deps.sessions.put({ ...session, authTime });
  const ada = { ...scene.ada, caller: { ...scene.ada.caller, authTime } };
  let repeated = false;
  const listThenAdd: typeof deps.passkeys.list = async (owner) => {
    const found = await deps.passkeys.list(owner);
    if (!repeated) {
      repeated = true;
      await add({ ...scene, ada });
    }
    return found;
  };
  const passkeys = { ...deps.passkeys, list: listThenAdd };
  await list({ ...scene, deps: { ...deps, passkeys } });
  const [id = ''] = Object.keys(accountOf(scene).passkeys ?? {});
  expect(await deps.passkeys.find(sub, id)).toMatchObject({ credentialId: credentialOf(9) });
  expect(await deps.credentials.find(id)).toMatchObject({ sub });
});

test('does not release a credential that another account has', async () => {
  const scene = await createPasskeyScene();
  const { deps } = scene;
  await interruptedRegistration(scene);
  deps.clock.millis += 16 * 60_000;
  const [[name = ''] = []] = [...deps.credentials.items];
  const pointer = await deps.credentials.find(name);
  if (pointer) await deps.credentials.replace(pointer, { ...pointer, sub: uuid(998), state: 'CONFIRMED' });
  await list(scene);
  expect(deps.passkeys.items.size).toBe(0);
  expect(await deps.credentials.find(name)).toMatchObject({ sub: uuid(998) });
});

test('rejects an account that is not active', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  scene.deps.accounts.set({ ...accountOf(scene), state: 'DISABLED' });
  await expect(list(scene)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
