import type { Account } from '../../../../../lambda/identity/accounts/account';
import { register } from '../../../../../lambda/identity/authentication/register';
import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import { createTokenLimits } from '../../../../../lambda/identity/email/policy/token-limits';
import { refreshSession } from '../../../../../lambda/identity/sessions/refresh-session';
import { createFakeDependencies, PASSWORD, SOURCE } from '../../../fakes/auth-dependencies';
import { newAccount } from '../../../fakes/new-account';

const email = {
  address: 'ada@example.com',
  shown: 'ada@example.com',
  verifiedAt: 1,
  verifiedBy: 'attempt-1',
};
const session = {
  ...{ sub: 'sub-1', sid: 'sid-1', username: 'Ada', scopes: ['admin'], amr: ['pwd'] },
  ...{ createdAt: 1, authTime: 1, expiresAt: 1_000 },
};
const accountEnds = { remove: async () => true };
const limits = (account: Account | undefined, emailPolicy = 'required') =>
  createTokenLimits({ accounts: { find: async () => account }, accountEnds, emailPolicy });
const verified = newAccount({ email });
const unverified = newAccount({ expiresAt: 900 });

test('a verified account has one more scope', async () => {
  expect(await limits(verified)(session)).toEqual({ scopes: ['email_verified', 'admin'], expiresAt: 1_000 });
});

test('an account that is not verified has no scopes, and its tokens end with it', async () => {
  expect(await limits(unverified)(session)).toEqual({ scopes: [], expiresAt: 900 });
  expect(await limits(newAccount())(session)).toEqual({ scopes: [], expiresAt: 1_000 });
});

test('a sign-in does not read the account, whose end it is about to move', async () => {
  const find = jest.fn();
  const limit = createTokenLimits({ accounts: { find }, accountEnds, emailPolicy: 'required' });
  expect(await limit(session, unverified)).toEqual({ scopes: [], expiresAt: 1_000 });
  expect(await limit(session, verified)).toEqual({ scopes: ['email_verified', 'admin'], expiresAt: 1_000 });
  expect(find).not.toHaveBeenCalled();
});

test('before the policy changes, verified accounts have the scope, and others keep theirs', async () => {
  expect((await limits(verified, 'announced')(session)).scopes).toEqual(['email_verified', 'admin']);
  expect(await limits(unverified, 'announced')(session)).toEqual({ scopes: ['admin'], expiresAt: 1_000 });
});

test.each([
  ['no longer exists', undefined],
  ['has expired', newAccount({ state: 'EXPIRED' })],
  ['is disabled', newAccount({ state: 'DISABLED', email })],
])('an account that %s gets no more tokens', async (_what, account) => {
  await expect(limits(account)(session)).rejects.toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
});

test('sign-up, sign-in and refresh issue limited tokens, and the session keeps its own scopes', async () => {
  const fakes = createFakeDependencies();
  const deps = { ...fakes, limitTokens: createTokenLimits({ ...fakes, emailPolicy: 'required' }) };
  const scopes = () => fakes.signed.map(({ scope }) => scope);
  const ada = { username: 'Ada', password: PASSWORD, source: SOURCE };
  const { user } = await register(deps)(ada);
  const account = fakes.accounts.items.get(user.id) as Account;
  fakes.accounts.set({ ...account, scopes: ['admin'] });
  const { refresh_token: refreshToken } = await signIn(deps)({ ...ada, hasTime: () => true });
  expect(scopes()).toEqual([undefined, undefined]);
  fakes.accounts.set({ ...(fakes.accounts.items.get(user.id) as Account), email });
  await refreshSession(deps)({ refreshToken, source: SOURCE });
  expect(scopes().at(-1)).toBe('email_verified admin');
});

describe('the first sign-in through Amazon Cognito', () => {
  /** Signs in, while the migration changes the account as it is stored. */
  async function signInWith(migrated: Partial<Account>) {
    const fakes = createFakeDependencies();
    const ada = { username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true };
    const { user } = await register(fakes)(ada);
    const stored = () => fakes.accounts.items.get(user.id) as Account;
    fakes.accounts.set({ ...stored(), passwordHash: '$cognito$', lastSid: '' });
    const verifyElsewhere = async () => {
      fakes.accounts.set({ ...stored(), ...migrated });
      return true;
    };
    const limitTokens = createTokenLimits({ ...fakes, emailPolicy: 'required' });
    fakes.signed.length = 0;
    const answer = await signIn({ ...fakes, verifyElsewhere, limitTokens })(ada).catch((error) => error);
    return { answer, scopes: fakes.signed.map(({ scope }) => scope) };
  }

  test('issues a token with the scope, when it takes over a verified address', async () => {
    expect((await signInWith({ email })).scopes).toEqual(['email_verified']);
  });

  test('issues a token without it, when it takes over none', async () => {
    expect((await signInWith({})).scopes).toEqual([undefined]);
  });

  test('is refused like any other, when the account is disabled meanwhile', async () => {
    const { answer } = await signInWith({ email, state: 'DISABLED' });
    expect(answer).toMatchObject({ code: 'INVALID_CREDENTIALS' });
  });
});

describe('once the policy has ended', () => {
  /** Ada, who signed up under the policy, and what a refresh without it does. */
  async function afterPolicy() {
    const fakes = createFakeDependencies();
    const { user, refresh_token: refreshToken } = await register({ ...fakes, unverifiedSeconds: 60 })({
      ...{ username: 'Ada', password: PASSWORD, source: SOURCE },
    });
    const limitTokens = createTokenLimits({ ...fakes, emailPolicy: '' });
    const refresh = () => refreshSession({ ...fakes, limitTokens })({ refreshToken, source: SOURCE });
    return { fakes, refresh, stored: () => fakes.accounts.items.get(user.id) };
  }

  test('a refresh lets the account last that began under it, with the scopes of its session', async () => {
    const { fakes, refresh, stored } = await afterPolicy();
    expect(stored()?.expiresAt).toBeDefined();
    await refresh();
    expect(stored()?.expiresAt).toBeUndefined();
    expect(fakes.signed.at(-1)?.exp).toBeGreaterThan((fakes.clock.millis + 60_000) / 1000);
  });

  test('a refresh after the end of the account is refused, however late DynamoDB deletes it', async () => {
    const { fakes, refresh, stored } = await afterPolicy();
    fakes.clock.millis += 60_000;
    await expect(refresh()).rejects.toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
    expect(stored()?.expiresAt).toBeDefined();
    fakes.accounts.items.clear();
    await expect(refresh()).rejects.toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
  });

  test('a sign-in lets the account last', async () => {
    const { fakes, stored } = await afterPolicy();
    await signIn(fakes)({ username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true });
    expect(stored()?.expiresAt).toBeUndefined();
  });

  test('an end that other requests move is read again, and at last reported', async () => {
    const find = async () => unverified;
    const remove = jest.fn(async () => false);
    const limit = createTokenLimits({ accounts: { find }, accountEnds: { remove }, emailPolicy: '' });
    await expect(limit(session)).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
    expect(remove).toHaveBeenCalledTimes(3);
  });

  test('an account without an end, and one with an address, cause no write and no scope', async () => {
    const remove = jest.fn();
    for (const account of [newAccount(), verified]) {
      const limit = createTokenLimits({
        accounts: { find: async () => account },
        accountEnds: { remove },
        emailPolicy: '',
      });
      expect(await limit(session)).toEqual({ scopes: ['admin'], expiresAt: 1_000 });
    }
    expect(remove).not.toHaveBeenCalled();
  });
});
