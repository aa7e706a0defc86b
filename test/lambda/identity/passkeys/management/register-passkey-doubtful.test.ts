import { passkeyId } from '../../../../../lambda/identity/passkeys/passkey';
import {
  accountOf,
  begin,
  complete,
  createPasskeyScene,
  credentialOf,
} from '../../../fakes/passkey-management-scene';

const NEW = passkeyId(credentialOf(9));

test('a commit that applied although its response was lost keeps the key of the passkey', async () => {
  const scene = await createPasskeyScene({ passkeys: [true], hasPassword: false });
  const { deps, ada } = scene;
  const { ceremony_id: id } = await begin(scene);
  const { add } = deps.accountPasskeys;
  // the write applies, its response is lost, the user signs out everywhere, and the repeated write fails by the version
  deps.accountPasskeys.add = async (account, passkey, added) => {
    await add(account, passkey, added);
    await deps.accounts.raiseSecurityVersion(account.sub);
    return false;
  };
  await expect(complete(scene, id)).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
  expect(accountOf(scene).passkeys?.[NEW]).toMatchObject({ verifiesUser: true });
  expect(await deps.passkeys.find(ada.caller.sub, NEW)).toBeDefined();
});

test('a commit that did not apply leaves no key', async () => {
  const scene = await createPasskeyScene({ passkeys: [true], hasPassword: false });
  const { deps, ada } = scene;
  const { ceremony_id: id } = await begin(scene);
  deps.accountPasskeys.add = async () => false;
  await expect(complete(scene, id)).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
  expect(await deps.passkeys.find(ada.caller.sub, NEW)).toBeUndefined();
});
