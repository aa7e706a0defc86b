import { signOutUser } from '../../../../lambda/identity/operator/sign-out-user';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

async function withAdaAndBob() {
  const deps = createFakeDependencies();
  await signUp(deps, 'ada');
  await signUp(deps, 'bob');
  return deps;
}

test('revokes every session of the user, with any spelling of the name, and no other', async () => {
  const deps = await withAdaAndBob();
  await signOutUser(deps)('ADA');
  const bob = deps.accounts.named('bob');
  expect([...deps.sessions.items.values()].map(({ sub }) => sub)).toEqual([bob?.sub]);
});

test('changes only the security version of the account', async () => {
  const deps = await withAdaAndBob();
  const ada = deps.accounts.named('ada');
  await signOutUser(deps)('ada');
  const versions = { securityVersion: 2, sessionsRevokedThroughVersion: 2 };
  expect(deps.accounts.named('ada')).toEqual({ ...ada, ...versions });
});

test('a second run revokes nothing more', async () => {
  const deps = await withAdaAndBob();
  await signOutUser(deps)('ada');
  await signOutUser(deps)('ada');
  expect(deps.sessions.items.size).toBe(1);
});

test.each(['carol', 'no name!'])('rejects the unknown user %j', async (username) => {
  const deps = await withAdaAndBob();
  await expect(signOutUser(deps)(username)).rejects.toThrow(`The user "${username}" does not exist`);
  expect(deps.sessions.items.size).toBe(2);
});
