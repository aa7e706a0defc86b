import { endSession } from '../../../../lambda/identity/sessions/end-session';
import { createFakeDependencies, uuid } from '../../fakes/auth-dependencies';
import { signInAgain, signUp } from '../../fakes/signed-in';

const NOT_FOUND = { code: 'NOT_FOUND' };

async function setUp() {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  const { caller: other } = await signInAgain(deps);
  const { caller: bob } = await signUp(deps, 'Bob');
  return { deps, end: endSession(deps), caller, other, bob };
}

test('ends the session that is named, and no other', async () => {
  const { deps, end, caller, other } = await setUp();
  await end(other);
  expect(await deps.sessions.find(other)).toBeUndefined();
  expect(await deps.sessions.find(caller)).toBeDefined();
});

test("the caller's own session can be ended by its id as well", async () => {
  const { deps, end, caller } = await setUp();
  await end(caller);
  expect(await deps.sessions.find(caller)).toBeUndefined();
});

test('a session that has ended already is not found', async () => {
  const { end, other } = await setUp();
  await end(other);
  await expect(end(other)).rejects.toMatchObject(NOT_FOUND);
});

test("nobody ends another's session, and is not told whether there is one", async () => {
  const { deps, end, caller, bob } = await setUp();
  await expect(end({ sub: caller.sub, sid: bob.sid })).rejects.toMatchObject(NOT_FOUND);
  await expect(end({ sub: caller.sub, sid: uuid(99) })).rejects.toMatchObject(NOT_FOUND);
  expect(await deps.sessions.find(bob)).toBeDefined();
});

test.each(['', 'current', 'LOGIN', '%2e', 'x'.repeat(2_000), '00000000-0000-4000-8000-00000000000Z'])(
  'a text that can be no id is not even looked up: %j',
  async (sid) => {
    const sessions = { find: jest.fn(), delete: jest.fn() };
    await expect(endSession({ sessions })({ sub: 'sub-1', sid })).rejects.toMatchObject(NOT_FOUND);
    expect(sessions.find).not.toHaveBeenCalled();
    expect(sessions.delete).not.toHaveBeenCalled();
  },
);
