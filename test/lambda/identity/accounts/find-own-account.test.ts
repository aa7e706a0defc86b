import { findOwnAccount } from '../../../../lambda/identity/accounts/find-own-account';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

test('finds the account of a token by its sub, even under another name', async () => {
  const { accounts, ...deps } = createFakeDependencies();
  const { caller } = await signUp({ ...deps, accounts });
  const ada = accounts.named('ada');
  if (ada) accounts.set({ ...ada, name: 'grace', username: 'Grace' });
  expect(await findOwnAccount(accounts, caller)).toBe(accounts.named('grace'));
});

test('finds nothing for a token whose account was deleted, even if another account has its name', async () => {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  expect(await findOwnAccount(deps.accounts, { ...caller, sub: 'another' })).toBeUndefined();
});
