/** A failed or doubtful commit of a registration deletes the key of a passkey that the account has. */
import { removePasskey } from '../../lambda/identity/passkeys/management/remove-passkey';
import { listPasskeys } from '../../lambda/identity/passkeys/management/list-passkeys';
import { passkeyId } from '../../lambda/identity/passkeys/passkey';
import { SOURCE } from '../lambda/fakes/auth-dependencies';
import { accountOf, begin, complete, createPasskeyScene, credentialOf } from '../lambda/fakes/passkey-management-scene';

const NEW = passkeyId(credentialOf(9));

test('two registrations of one credential by one account leave its key', async () => {
  const scene = await createPasskeyScene({ passkeys: [true], hasPassword: false, });
  const { deps, ada } = scene;
  const one = await begin(scene);
  // the first one is paused after it has stored the key, and before its commit
  const { put } = deps.passkeys;
  let second: Promise<unknown> | undefined;
  let puts = 0;
  deps.passkeys.put = async (passkey) => {
    await put(passkey);
    if (puts++ > 0) return;
    deps.clock.millis += 5;
    const two = await begin(scene);
    second = complete(scene, two.ceremony_id);
    // lets the second one store its key, but the first one commits
    for (let n = 0; n < 200 && puts < 2; n++) await new Promise((next) => setImmediate(next));
  };
  const { add } = deps.accountPasskeys;
  let adds = 0;
  deps.accountPasskeys.add = async (...input) => {
    // the second one commits after the first
    if (input[2].addedAt === deps.clock.millis) for (let n = 0; n < 50 && adds < 1; n++) await new Promise((next) => setImmediate(next));
    const added = await add(...input);
    adds++;
    return added;
  };
  const ends = await Promise.allSettled([complete(scene, one.ceremony_id), Promise.resolve().then(async () => { for (let n = 0; n < 300 && !second; n++) await new Promise((next) => setImmediate(next)); return second; })]);
  console.log(ends.map((e) => e.status + ((e as any).reason?.code ?? '')));
  const held = accountOf(scene).passkeys?.[NEW];
  expect(held).toBeDefined();
  expect(await deps.passkeys.find(ada.caller.sub, NEW)).toBeDefined();
});

test('a commit whose response was lost, and a parallel raise of the version, leave the key of the passkey', async () => {
  const scene = await createPasskeyScene({ passkeys: [true], hasPassword: false });
  const { deps, ada, ids } = scene;
  const { ceremony_id: id } = await begin(scene);
  const { add } = deps.accountPasskeys;
  // the first write applies, its response is lost, the user signs out everywhere, and the retry of the SDK fails its condition:
  // account-passkeys.ts returns false, since the version has changed
  deps.accountPasskeys.add = async (account, passkey, added) => {
    await add(account, passkey, added);
    await deps.accounts.raiseSecurityVersion(account.sub);
    return false;
  };
  await expect(complete(scene, id)).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
  expect(accountOf(scene).passkeys?.[NEW]).toMatchObject({ verifiesUser: true });
  const listed = await listPasskeys(deps)(ada.caller);
  console.log('listed', listed.items.map((i) => i.id), 'held', Object.keys(accountOf(scene).passkeys ?? {}));
  // it counts as a way in, so that the last real passkey can be removed
  const account = accountOf(scene);
  const session = await deps.sessions.find(ada.caller);
  if (session) await deps.sessions.put({ ...session, securityVersion: account.securityVersion });
  await expect(removePasskey(deps)({ caller: ada.caller, id: ids[0] ?? '', source: SOURCE })).rejects.toMatchObject({ code: 'LAST_WAY_IN' });
});
