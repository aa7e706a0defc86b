import { renamePasskey } from '../../../../../lambda/identity/passkeys/management/rename-passkey';
import { accountOf, createPasskeyScene, type PasskeyScene } from '../../../fakes/passkey-management-scene';

const rename = ({ deps, ada, ids }: PasskeyScene, name: string, id = ids[0] ?? '') =>
  renamePasskey(deps)({ caller: ada.caller, id, name });

test('renames a passkey, without a step-up', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  const { deps, ada, ids } = scene;
  const old = { ...scene, ada: { ...ada, caller: { ...ada.caller, authTime: 1 } } };
  expect(await rename(old, ' Laptop ')).toMatchObject({ id: ids[0], name: 'Laptop', verifiesUser: true });
  expect(await deps.passkeys.find(ada.caller.sub, ids[0] ?? '')).toMatchObject({ name: 'Laptop' });
});

test.each(['', ' ', 'a'.repeat(65), '\u202e'])('refuses the name %j', async (name) => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  await expect(rename(scene, name)).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/name', detail: 'must be 1 to 64 visible characters' }],
  });
});

test.each(['unknown', '__proto__', ''])('does not find the passkey %j', async (id) => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  await expect(rename(scene, 'Laptop', id)).rejects.toMatchObject({ code: 'PASSKEY_NOT_FOUND' });
});

test('does not find a stored passkey that the account does not have, nor one that is removed meanwhile', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  const { deps } = scene;
  const gone = { ...deps, passkeys: { ...deps.passkeys, rename: async () => false } };
  await expect(rename({ ...scene, deps: gone }, 'Laptop')).rejects.toMatchObject({
    code: 'PASSKEY_NOT_FOUND',
  });
  deps.accounts.set({ ...accountOf(scene), passkeys: undefined });
  await expect(rename(scene, 'Laptop')).rejects.toMatchObject({ code: 'PASSKEY_NOT_FOUND' });
  expect([...deps.passkeys.items.values()]).toMatchObject([{ name: 'Passkey 1' }]);
});

test('an ended session renames nothing', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  await scene.deps.sessions.delete(scene.ada.caller);
  await expect(rename(scene, 'Laptop')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect([...scene.deps.passkeys.items.values()]).toMatchObject([{ name: 'Passkey 1' }]);
});
