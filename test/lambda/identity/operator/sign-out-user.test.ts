import { signOutUser } from '../../../../lambda/identity/operator/sign-out-user';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

async function withAdaAndBob() {
  const deps = createFakeDependencies();
  await signUp(deps, 'ada');
  await signUp(deps, 'bob');
  return deps;
}

test('every session of the user ends, under any spelling of the name, and nobody else’s', async () => {
  const deps = await withAdaAndBob();
  await signOutUser(deps)('ADA');
  const bob = deps.accounts.named('bob');
  expect([...deps.sessions.items.values()].map(({ sub }) => sub)).toEqual([bob?.sub]);
});

test('the account stays as it is but for the version that its sessions lack', async () => {
  const deps = await withAdaAndBob();
  const ada = deps.accounts.named('ada');
  await signOutUser(deps)('ada');
  const versions = { securityVersion: 2, sessionsRevokedThroughVersion: 2 };
  expect(deps.accounts.named('ada')).toEqual({ ...ada, ...versions });
});

test('a second run ends nothing more', async () => {
  const deps = await withAdaAndBob();
  await signOutUser(deps)('ada');
  await signOutUser(deps)('ada');
  expect(deps.sessions.items.size).toBe(1);
});

test.each(['carol', 'no name!'])('refuses the unknown user %j', async (username) => {
  const deps = await withAdaAndBob();
  await expect(signOutUser(deps)(username)).rejects.toThrow(`The user "${username}" does not exist`);
  expect(deps.sessions.items.size).toBe(2);
});
