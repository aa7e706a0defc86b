import type { Account } from '../../../../lambda/identity/accounts/account';
import { getProfile } from '../../../../lambda/identity/accounts/get-profile';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

async function withAda(change: Partial<Account> = {}) {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  const ada = deps.accounts.named('ada') as Account;
  deps.accounts.items.delete(ada.sub);
  deps.accounts.set({ ...ada, ...change });
  return { profile: getProfile(deps)(caller), caller };
}

test('returns the profile of the caller with the current scopes, and nothing secret', async () => {
  const { profile, caller } = await withAda({ scopes: ['admin'] });
  expect(await profile).toEqual({
    id: caller.sub,
    username: 'Ada',
    scopes: ['admin'],
    createdAt: '2026-01-02T03:04:05.000Z',
  });
});

test.each<[string, Partial<Account>]>([
  ['is being deleted', { state: 'DELETING' }],
  ['has left its name to another', { sub: 'another' }],
])('an account that %s has no profile', async (_what, change) => {
  const { profile } = await withAda(change);
  await expect(profile).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('a deleted account has no profile', async () => {
  const { accounts } = createFakeDependencies();
  await expect(getProfile({ accounts })({ sub: 'sub-1' })).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
});
