import { findOwnAccount } from '../../../../lambda/identity/accounts/find-own-account';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

test('finds the account of a token under any spelling of its name', async () => {
  const { accounts, ...deps } = createFakeDependencies();
  const { caller } = await signUp({ ...deps, accounts }, 'ＡDA');
  expect(caller.username).toBe('ＡDA');
  expect(await findOwnAccount(accounts, caller)).toBe(accounts.items.get('ada'));
});

test('finds nothing for a token whose account has left its name to another', async () => {
  const deps = createFakeDependencies();
  await signUp(deps);
  expect(await findOwnAccount(deps.accounts, { sub: 'another', username: 'Ada' })).toBeUndefined();
});

test('finds nothing for a token whose account is gone', async () => {
  const { accounts } = createFakeDependencies();
  expect(await findOwnAccount(accounts, { sub: 'sub-1', username: 'Ada' })).toBeUndefined();
});
