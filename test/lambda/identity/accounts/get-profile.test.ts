import type { Account } from '../../../../lambda/identity/accounts/account';
import { getProfile } from '../../../../lambda/identity/accounts/get-profile';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

async function withAda(change: Partial<Account> = {}, hasEmail = false) {
  const deps = { ...createFakeDependencies(), hasEmail };
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
  await expect(getProfile(createFakeDependencies())({ sub: 'sub-1' })).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
});

const email = {
  address: 'ada@example.com',
  shown: 'Ada@example.com',
  verifiedAt: 1,
  verifiedBy: 'attempt-1',
};
const pendingEmail = {
  address: 'countess@example.com',
  shown: 'Countess@example.com',
  challenge: 'challenge-1',
  generation: 1,
  attempts: 0,
  requestedAt: 1,
  expiresAt: Date.UTC(2027, 0),
  securityVersion: 1,
  sid: 'sid-1',
};

test.each<[string, Partial<Account>, unknown]>([
  ['no address', {}, { email: null, email_verified: false, pending_email: null }],
  ['an address', { email }, { email: 'Ada@example.com', email_verified: true, pending_email: null }],
  [
    'a pending address',
    { email, pendingEmail },
    { email: 'Ada@example.com', email_verified: true, pending_email: 'Countess@example.com' },
  ],
  [
    'an expired pending address',
    { pendingEmail: { ...pendingEmail, expiresAt: 2 } },
    { email: null, email_verified: false, pending_email: null },
  ],
  [
    'a pending address that was voided',
    { pendingEmail, securityVersion: 2 },
    { email: null, email_verified: false, pending_email: null },
  ],
])('in a stage with e-mail, shows an account with %s', async (_what, change, expected) => {
  const { profile } = await withAda(change, true);
  expect(await profile).toMatchObject(expected as object);
});

test('in a stage without e-mail, shows no address', async () => {
  const { profile } = await withAda({ email, pendingEmail });
  expect(Object.keys(await profile).sort()).toEqual(['createdAt', 'id', 'scopes', 'username']);
});
