import { endSession } from '../../../../lambda/identity/sessions/end-session';
import { createFakeDependencies, SOURCE, uuid } from '../../fakes/auth-dependencies';
import { signInAgain, signUp } from '../../fakes/signed-in';

const NOT_FOUND = { code: 'NOT_FOUND' };

async function setUp() {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  const { caller: other } = await signInAgain(deps);
  const { caller: bob } = await signUp(deps, 'Bob');
  const end = (sid: string) => endSession(deps)({ caller, sid, source: SOURCE });
  return { deps, end, caller, other, bob };
}

test('ends the given session, and no other', async () => {
  const { deps, end, caller, other } = await setUp();
  await end(other.sid);
  expect(await deps.sessions.find(other)).toBeUndefined();
  expect(await deps.sessions.find(caller)).toBeDefined();
});

test('logs which session ended which, and nothing for a session that does not exist', async () => {
  const { deps, end, caller, other } = await setUp();
  deps.logged.length = 0;
  await end(other.sid);
  await expect(end(other.sid)).rejects.toMatchObject(NOT_FOUND);
  const { sub, sid } = caller;
  const from = { sourceIp: SOURCE.ip, requestId: SOURCE.requestId };
  expect(deps.logged).toEqual([{ event: 'session_ended', sub, sid, endedSid: other.sid, ...from }]);
});

test('ends the session of the caller by its id as well', async () => {
  const { deps, end, caller } = await setUp();
  await end(caller.sid);
  expect(await deps.sessions.find(caller)).toBeUndefined();
});

test('does not find a session that has already ended', async () => {
  const { end, other } = await setUp();
  await end(other.sid);
  await expect(end(other.sid)).rejects.toMatchObject(NOT_FOUND);
});

test('does not end a session of another account, or reveal that it exists', async () => {
  const { deps, end, bob } = await setUp();
  await expect(end(bob.sid)).rejects.toMatchObject(NOT_FOUND);
  await expect(end(uuid(99))).rejects.toMatchObject(NOT_FOUND);
  expect(await deps.sessions.find(bob)).toBeDefined();
});

test.each(['', 'current', 'ACCOUNT', '%2e', 'x'.repeat(2_000), '00000000-0000-4000-8000-00000000000Z'])(
  'does not look up a malformed id: %j',
  async (sid) => {
    const sessions = { find: jest.fn(), delete: jest.fn() };
    const log = jest.fn();
    const caller = { sub: 'sub-1', sid: uuid(1) };
    const ended = endSession({ sessions, log })({ caller, sid, source: SOURCE });
    await expect(ended).rejects.toMatchObject(NOT_FOUND);
    expect(log).not.toHaveBeenCalled();
    expect(sessions.find).not.toHaveBeenCalled();
    expect(sessions.delete).not.toHaveBeenCalled();
  },
);
