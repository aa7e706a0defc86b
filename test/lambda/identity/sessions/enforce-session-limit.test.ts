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

/** An account with the bound 3, one session just begun, and older ones by the times given. */
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

test('up to the bound nothing is read and nothing ends', async () => {
  const { bound, left, list } = await setUp(100, 200);
  await bound(3);
  expect(left()).toEqual(['sid-100', 'sid-200', 'sid-new']);
  expect(list).not.toHaveBeenCalled();
});

test('above it the oldest ends, and the count is right again', async () => {
  const { bound, left, accounts } = await setUp(300, 100, 200);
  await bound(4);
  expect(left()).toEqual(['sid-200', 'sid-300', 'sid-new']);
  expect(accounts.named('ada')?.sessionCount).toBe(3);
});

test.each([{ sessionsNotBefore: 150 }, { sessionSeconds: 350 }])(
  'sessions that are over by the settings %j take no place',
  async (rules) => {
    const { bound, left, accounts } = await setUp(100, 200, 300);
    await bound(4, 500, rules);
    expect(left()).toEqual(['sid-100', 'sid-200', 'sid-300', 'sid-new']);
    expect(accounts.named('ada')?.sessionCount).toBe(3);
  },
);

test('as many end as are too many, as after the bound was lowered', async () => {
  const { bound, left } = await setUp(300, 100, 200, 400);
  await bound(4);
  expect(left()).toEqual(['sid-300', 'sid-400', 'sid-new']);
});

test('of sign-ins at once none ends the session of another that would end its own', async () => {
  const { bound, left, accounts } = await setUp(100, 600, 700);
  await bound(4);
  expect(left()).toEqual(['sid-600', 'sid-700', 'sid-new']);
  const late = await setUp(600, 700, 800);
  await late.bound(4);
  expect(late.left()).toEqual(['sid-600', 'sid-700', 'sid-800', 'sid-new']);
  expect(late.accounts.named('ada')?.sessionCount).toBe(4);
  expect(accounts.named('ada')?.sessionCount).toBe(3);
});

test('a session that has been ended meanwhile ends no other', async () => {
  const { bound, left, sessions } = await setUp(100, 200, 300, 400);
  await sessions.delete({ sub: 'sub-1', sid: 'sid-new' });
  await bound(5);
  expect(left()).toEqual(['sid-100', 'sid-200', 'sid-300', 'sid-400']);
});

test('a count that is too high for sessions that have ended since is corrected, and nothing ends', async () => {
  const { bound, left, accounts } = await setUp(100);
  await bound(4);
  expect(left()).toEqual(['sid-100', 'sid-new']);
  expect(accounts.named('ada')?.sessionCount).toBe(2);
});

test('expired sessions that are not deleted yet take no place', async () => {
  const { bound, left, accounts, sessions } = await setUp(200, 300);
  await sessions.put({ ...session('sid-expired', 100), expiresAt: 500 });
  await bound(4);
  expect(left()).toEqual(['sid-200', 'sid-300', 'sid-expired', 'sid-new']);
  expect(accounts.named('ada')?.sessionCount).toBe(3);
});

test('the sign-in that came meanwhile counts on', async () => {
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

test('sessions of other accounts are none of its business', async () => {
  const { bound, left, sessions } = await setUp(200, 300, 400);
  await sessions.put({ ...session('sid-other', 100), sub: 'sub-2' });
  await bound(4);
  expect(left()).toEqual(['sid-300', 'sid-400', 'sid-new', 'sid-other']);
});
