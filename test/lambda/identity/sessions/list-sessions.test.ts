import { listSessions } from '../../../../lambda/identity/sessions/list-sessions';
import type { Session } from '../../../../lambda/identity/sessions/session';
import { createMemorySessions } from '../../fakes/memory-sessions';

const caller = { sub: 'sub-1', sid: 'sid-1' };
const session = (sid: string, change: Partial<Session> = {}): Session => ({
  sub: 'sub-1',
  sid,
  username: 'Ada',
  scopes: [],
  createdAt: 100,
  authTime: 100,
  amr: ['pwd'],
  lastUsedAt: 100,
  expiresAt: 1_000,
  securityVersion: 1,
  ...change,
});

async function list(rules: number | { readonly sessionSeconds: number }, ...stored: readonly Session[]) {
  const { sessionsNotBefore = 0, sessionSeconds = 10_000 } =
    typeof rules === 'number'
      ? { sessionsNotBefore: rules }
      : (rules as { sessionsNotBefore?: number; sessionSeconds?: number });
  const sessions = createMemorySessions();
  for (const one of stored) await sessions.put(one);
  return (
    await listSessions({ sessions, sessionsNotBefore, tokens: { sessionSeconds }, now: () => 500_000 })(
      caller,
    )
  ).items;
}

test('shows when and from where a session was used, whether it is the current one, and no more', async () => {
  const refresh = { familyHash: 'family', hash: 'current' };
  const stored = session('sid-1', { lastUsedAt: 200, ip: '192.0.2.1', userAgent: 'a browser', refresh });
  expect(await list(0, stored)).toEqual([
    {
      id: 'sid-1',
      createdAt: '1970-01-01T00:01:40.000Z',
      lastUsedAt: '1970-01-01T00:03:20.000Z',
      ip: '192.0.2.1',
      userAgent: 'a browser',
      current: true,
    },
  ]);
});

test('does not list sessions that have ended because the lifetime was lowered', async () => {
  const items = await list(
    { sessionSeconds: 300 },
    session('sid-1', { createdAt: 201 }),
    session('old', { createdAt: 200 }),
  );
  expect(items.map(({ id }) => id)).toEqual(['sid-1']);
  await expect(list({ sessionSeconds: 300 }, session('sid-1', { createdAt: 200 }))).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
});

test('lists the last used first, and of two the one that began later', async () => {
  const items = await list(
    0,
    session('sid-1'),
    session('used', { lastUsedAt: 300 }),
    session('began later', { createdAt: 101 }),
  );
  expect(items.map(({ id }) => id)).toEqual(['used', 'began later', 'sid-1']);
  expect(items.map(({ current }) => current)).toEqual([false, false, true]);
});

test('lists no session that has expired, began before the stage allows, or is of another account', async () => {
  const items = await list(
    100,
    session('sid-1', { expiresAt: 501 }),
    session('expires now', { expiresAt: 500 }),
    session('too old', { createdAt: 99 }),
    session('foreign', { sub: 'sub-2' }),
  );
  expect(items.map(({ id }) => id)).toEqual(['sid-1']);
});

test.each<[string, readonly Session[]]>([
  ['has been ended', []],
  ['has expired', [session('sid-1', { expiresAt: 500 })]],
  ['was begun before the stage allows', [session('sid-1', { createdAt: 99 })]],
])('lists nothing for a token whose own session %s', async (_what, own) => {
  await expect(list(100, session('another'), ...own)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
