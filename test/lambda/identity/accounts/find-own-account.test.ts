import { findOwnLogin } from '../../../../lambda/identity/accounts/find-own-account';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

test('finds the login of a token under any spelling of its name', async () => {
  const { logins, ...deps } = createFakeDependencies();
  const { caller } = await signUp({ ...deps, logins }, 'ＡDA');
  expect(caller.username).toBe('ＡDA');
  expect(await findOwnLogin(logins, caller)).toBe(logins.items.get('ada'));
});

test('finds nothing for a token whose account has left its name to another', async () => {
  const deps = createFakeDependencies();
  await signUp(deps);
  expect(await findOwnLogin(deps.logins, { sub: 'another', username: 'Ada' })).toBeUndefined();
});

test('finds nothing for a token whose account is gone', async () => {
  const { logins } = createFakeDependencies();
  expect(await findOwnLogin(logins, { sub: 'sub-1', username: 'Ada' })).toBeUndefined();
});
