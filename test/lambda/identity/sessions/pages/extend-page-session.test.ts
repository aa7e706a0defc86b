import { extendPageSession } from '../../../../../lambda/identity/sessions/pages/extend-page-session';
import { uuid } from '../../../fakes/auth-dependencies';
import { createMemorySessions } from '../../../fakes/memory-sessions';

const session = {
  sub: uuid(1),
  sid: uuid(2),
  username: 'Ada',
  scopes: [],
  createdAt: 1_000,
  authTime: 1_000,
  amr: ['pwd'],
  lastUsedAt: 1_000,
  expiresAt: 4_600,
  securityVersion: 1,
  pageHash: 'digest',
};

async function setUp(seconds = 1_000, tokens = { sessionSeconds: 86_400, sessionIdleSeconds: 3_600 }) {
  const pageSessions = createMemorySessions();
  await pageSessions.put(session);
  const extend = extendPageSession({ pageSessions, tokens, now: () => seconds * 1_000 });
  return { pageSessions, extend };
}

test('a use within five minutes of the last one is not recorded', async () => {
  const { pageSessions, extend } = await setUp(1_299);
  await extend(session);
  expect(await pageSessions.find(session)).toEqual(session);
});

test('a later use extends the idle lifetime', async () => {
  const { pageSessions, extend } = await setUp(1_300);
  await extend(session);
  expect(await pageSessions.find(session)).toEqual({ ...session, lastUsedAt: 1_300, expiresAt: 4_900 });
});

test('no use extends the maximum lifetime', async () => {
  const { pageSessions, extend } = await setUp(4_000, { sessionSeconds: 5_000, sessionIdleSeconds: 3_600 });
  await extend(session);
  expect(await pageSessions.find(session)).toMatchObject({ expiresAt: 6_000 });
});

test('where sessions may be idle for a minute only, half of it is the step', async () => {
  const { pageSessions, extend } = await setUp(1_030, { sessionSeconds: 5_000, sessionIdleSeconds: 60 });
  await extend(session);
  expect(await pageSessions.find(session)).toMatchObject({ lastUsedAt: 1_030, expiresAt: 1_090 });
});

test('a use does not restore a session that has ended by now', async () => {
  const { pageSessions, extend } = await setUp(2_000);
  await pageSessions.delete(session);
  await extend(session);
  expect(await pageSessions.find(session)).toBeUndefined();
});
