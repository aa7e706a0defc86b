import { createDeviceToken, toDevice } from '../../../../lambda/identity/devices/device';
import { enforceSessionLimit } from '../../../../lambda/identity/sessions/enforce-session-limit';
import type { Session } from '../../../../lambda/identity/sessions/session';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { createMemorySessions } from '../../fakes/memory-sessions';
import { newAccount } from '../../fakes/new-account';

const ada = newAccount({ name: 'ada', sub: 'sub-1', lastSid: 'sid-new', sessionCount: 4 });
const session = (sid: string, createdAt: number): Session => ({
  sub: 'sub-1',
  sid,
  username: 'Ada',
  scopes: [],
  createdAt,
  authTime: createdAt,
  amr: ['pwd'],
  lastUsedAt: createdAt,
  expiresAt: 1_000,
  securityVersion: 1,
});

/** Creates an account with a limit of 3, one new session, and older ones that began at the given times. */
async function setUp(...createdAt: readonly number[]) {
  const accounts = createMemoryAccounts();
  const sessions = createMemorySessions();
  await accounts.create(ada);
  await sessions.put(session('sid-new', 500));
  for (const time of createdAt) await sessions.put(session(`sid-${time}`, time));
  const list = jest.fn(sessions.list);
  const bound = (
    counted: number,
    nowSeconds = 500,
    rules: { sessionsNotBefore?: number; sessionSeconds?: number } = {},
  ) =>
    enforceSessionLimit(
      {
        accounts,
        sessions: { ...sessions, list },
        maxSessionsPerUser: 3,
        sessionsNotBefore: rules.sessionsNotBefore ?? 0,
        tokens: { sessionSeconds: rules.sessionSeconds ?? 10_000 },
        now: () => nowSeconds * 1000,
      },
      { account: ada, sid: 'sid-new', counted },
    );
  const left = () => [...sessions.items.values()].map(({ sid }) => sid).sort();
  return { bound, left, list, accounts, sessions };
}

test('up to the limit, reads nothing and ends nothing', async () => {
  const { bound, left, list } = await setUp(100, 200);
  await bound(3);
  expect(left()).toEqual(['sid-100', 'sid-200', 'sid-new']);
  expect(list).not.toHaveBeenCalled();
});

test('above the limit, ends the oldest and corrects the count', async () => {
  const { bound, left, accounts } = await setUp(300, 100, 200);
  await bound(4);
  expect(left()).toEqual(['sid-200', 'sid-300', 'sid-new']);
  expect(accounts.named('ada')?.sessionCount).toBe(3);
});

test.each([{ sessionsNotBefore: 150 }, { sessionSeconds: 350 }])(
  'does not count sessions that have ended by the settings %j',
  async (rules) => {
    const { bound, left, accounts } = await setUp(100, 200, 300);
    await bound(4, 500, rules);
    expect(left()).toEqual(['sid-100', 'sid-200', 'sid-300', 'sid-new']);
    expect(accounts.named('ada')?.sessionCount).toBe(3);
  },
);

test('ends all sessions above the limit, as after it was lowered', async () => {
  const { bound, left } = await setUp(300, 100, 200, 400);
  await bound(4);
  expect(left()).toEqual(['sid-300', 'sid-400', 'sid-new']);
});

test('concurrent sign-ins do not end the sessions of each other', async () => {
  const { bound, left, accounts } = await setUp(100, 600, 700);
  await bound(4);
  expect(left()).toEqual(['sid-600', 'sid-700', 'sid-new']);
  const late = await setUp(600, 700, 800);
  await late.bound(4);
  expect(late.left()).toEqual(['sid-600', 'sid-700', 'sid-800', 'sid-new']);
  expect(late.accounts.named('ada')?.sessionCount).toBe(4);
  expect(accounts.named('ada')?.sessionCount).toBe(3);
});

test('a new session that has ended meanwhile ends no other', async () => {
  const { bound, left, sessions } = await setUp(100, 200, 300, 400);
  await sessions.delete({ sub: 'sub-1', sid: 'sid-new' });
  await bound(5);
  expect(left()).toEqual(['sid-100', 'sid-200', 'sid-300', 'sid-400']);
});

test('corrects a count that includes ended sessions, and ends nothing', async () => {
  const { bound, left, accounts } = await setUp(100);
  await bound(4);
  expect(left()).toEqual(['sid-100', 'sid-new']);
  expect(accounts.named('ada')?.sessionCount).toBe(2);
});

test('does not count expired sessions that are not yet deleted', async () => {
  const { bound, left, accounts, sessions } = await setUp(200, 300);
  await sessions.put({ ...session('sid-expired', 100), expiresAt: 500 });
  await bound(4);
  expect(left()).toEqual(['sid-200', 'sid-300', 'sid-expired', 'sid-new']);
  expect(accounts.named('ada')?.sessionCount).toBe(3);
});

test('does not correct the count after a concurrent sign-in', async () => {
  const { bound, accounts } = await setUp(100, 200, 300);
  await accounts.commitSignIn({
    account: ada,
    sid: 'sid-other',
    device: toDevice(createDeviceToken(), 500),
    at: 500,
  });
  await bound(4);
  expect(accounts.named('ada')?.sessionCount).toBe(5);
});

test('ignores sessions of other accounts', async () => {
  const { bound, left, sessions } = await setUp(200, 300, 400);
  await sessions.put({ ...session('sid-other', 100), sub: 'sub-2' });
  await bound(4);
  expect(left()).toEqual(['sid-300', 'sid-400', 'sid-new', 'sid-other']);
});
