import type { Login } from '../../../../lambda/identity/accounts/account';
import { getProfile } from '../../../../lambda/identity/accounts/get-profile';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

async function withAda(change: Partial<Login> = {}) {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  deps.logins.items.set('ada', { ...(deps.logins.items.get('ada') as Login), ...change });
  return { profile: getProfile(deps)(caller), caller };
}

test('tells who the caller is, with the scopes of now, and nothing secret', async () => {
  const { profile, caller } = await withAda({ scopes: ['admin'] });
  expect(await profile).toEqual({
    id: caller.sub,
    username: 'Ada',
    scopes: ['admin'],
    createdAt: '2026-01-02T03:04:05.000Z',
  });
});

test.each<[string, Partial<Login>]>([
  ['is being deleted', { state: 'DELETING' }],
  ['has left its name to another', { sub: 'another' }],
])('an account that %s has no profile', async (_what, change) => {
  const { profile } = await withAda(change);
  await expect(profile).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('an account that is gone has no profile', async () => {
  const { logins } = createFakeDependencies();
  await expect(getProfile({ logins })({ sub: 'sub-1', username: 'ada' })).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
});
