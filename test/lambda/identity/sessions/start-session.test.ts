import type { Account } from '../../../../lambda/identity/accounts/account';
import { createDeviceToken, formatDeviceToken, toDevice } from '../../../../lambda/identity/devices/device';
import { startSession } from '../../../../lambda/identity/sessions/start-session';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { newAccount } from '../../fakes/new-account';
import { unavailable } from '../../fakes/unavailable';

function withAda(change: Partial<Account> = {}) {
  const { kept: _, ...rest } = newAccount({ sub: 'sub-1', username: 'Ada', scopes: [], ...change });
  const deps = createFakeDependencies();
  deps.accounts.set(rest);
  return { deps, ada: rest, read: () => deps.accounts.items.get('sub-1') };
}

test('starts a session with the given authentication methods', async () => {
  const { deps, ada, read } = withAda();
  const authenticated = { account: ada, amr: ['hwk', 'user'] };
  const started = await startSession(deps)({ authenticated, source: SOURCE });
  expect(started).toMatchObject({ outcome: 'started', response: { access_token: 'token-1' } });
  const [session] = deps.sessions.items.values();
  expect(session).toMatchObject({ sub: 'sub-1', amr: ['hwk', 'user'], createdAt: session?.authTime });
  expect(deps.signed).toMatchObject([
    { amr: ['hwk', 'user'], auth_time: session?.authTime, session_start: session?.createdAt },
  ]);
  expect(read()).toMatchObject({ lastSid: session?.sid, sessionCount: 2 });
});

test('stores the hash of the authenticator, and keeps the token of a known device', async () => {
  const token = createDeviceToken();
  const device = toDevice(token, 1_767_323_045);
  const { deps, ada, read } = withAda({ devices: [device], attempts: { failures: 3, lastAttemptAt: 1 } });
  const authenticated = { account: ada, amr: ['pwd'], device: { device, token }, newPasswordHash: 'new' };
  const started = await startSession(deps)({ authenticated, source: SOURCE });
  expect(started).toMatchObject({ response: { device_token: formatDeviceToken(token) } });
  expect(read()).toMatchObject({ passwordHash: 'new', attempts: { failures: 0 } });
  expect(read()?.devices).toHaveLength(1);
});

test.each<[string, Partial<Account>]>([
  ['password', { passwordHash: 'another' }],
  ['security version', { securityVersion: 2 }],
  ['scopes', { scopes: ['admin'] }],
  ['username', { username: 'ADA' }],
  ['state', { state: 'DELETING' }],
])('starts nothing when the %s has changed since, and leaves no session', async (_what, change) => {
  const { deps, ada } = withAda();
  deps.accounts.set({ ...ada, ...change });
  const authenticated = { account: ada, amr: ['pwd'] };
  expect(await startSession(deps)({ authenticated, source: SOURCE })).toEqual({ outcome: 'changed' });
  expect(deps.sessions.items.size).toBe(0);
});

test.each<[string, object]>([
  ['the token cannot be signed', { signToken: unavailable }],
  ['the session cannot be committed', { accounts: { commitSignIn: unavailable } }],
])('leaves no session when %s', async (_what, broken) => {
  const { deps, ada } = withAda();
  const authenticated = { account: ada, amr: ['pwd'] };
  const attempt = startSession({ ...deps, ...broken })({ authenticated, source: SOURCE });
  await expect(attempt).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  expect(deps.sessions.items.size).toBe(0);
});

test('creates an account with its first session and device', async () => {
  const { deps, ada } = withAda();
  const created: Account[] = [];
  const createAccount = async (account: Account) => void created.push(account);
  const authenticated = { account: { ...ada, lastSid: '', sessionCount: 0 }, amr: ['pwd'] };
  await startSession(deps)({ authenticated, source: SOURCE, createAccount });
  const [session] = deps.sessions.items.values();
  expect(created).toMatchObject([{ sub: 'sub-1', lastSid: session?.sid, sessionCount: 1, devices: [{}] }]);
});
