import { signIn } from '../../../../../lambda/identity/authentication/sign-in';
import {
  type FindPageSessionDependencies,
  findPageSession,
} from '../../../../../lambda/identity/sessions/pages/find-page-session';
import {
  formatPageSecret,
  parsePageSecret,
  toPageSecret,
} from '../../../../../lambda/identity/sessions/pages/page-secret';
import { withPageSessions } from '../../../../../lambda/identity/sessions/pages/start-page-session';
import { refreshSession } from '../../../../../lambda/identity/sessions/refresh-session';
import { createFakeDependencies, DAY, PASSWORD, SOURCE, uuid } from '../../../fakes/auth-dependencies';
import { signUp } from '../../../fakes/signed-in';

/** Creates an account with a session of an API client, and one of the pages. */
async function setUp() {
  const deps = createFakeDependencies();
  const client = await signUp(deps);
  const command = { username: 'Ada', password: PASSWORD, source: SOURCE, hasTime: () => true };
  const response = await signIn(withPageSessions(deps))(command);
  const secret = toPageSecret(response.refresh_token);
  const find = (cookie: string, change: Partial<FindPageSessionDependencies> = {}) =>
    findPageSession({ ...deps, sessionsNotBefore: 0, sessionSeconds: 90 * DAY, ...change })(cookie);
  return { deps, client, response, secret, cookie: formatPageSecret(secret), find };
}

test('a session of the pages is found by its cookie', async () => {
  const { client, cookie, find } = await setUp();
  const { sub } = client.caller;
  expect(await find(cookie)).toMatchObject({ sub, username: 'Ada', amr: ['pwd'] });
});

test('no token is signed for it, and it is stored without a refresh token', async () => {
  const { deps, response, secret } = await setUp();
  expect(response.access_token).toBe('');
  expect(deps.signed).toHaveLength(1);
  const stored = await deps.sessions.find(secret);
  expect(stored?.pageHash).toMatch(/^[\w-]{43}$/);
  expect(stored).not.toHaveProperty('refresh');
});

test('its refresh token is refused, and the session stays', async () => {
  const { deps, response, cookie, find } = await setUp();
  const refresh = refreshSession(deps)({ refreshToken: response.refresh_token, source: SOURCE });
  await expect(refresh).rejects.toMatchObject({ code: 'INVALID_REFRESH_TOKEN' });
  expect(await find(cookie)).toBeDefined();
});

test('another secret is not accepted', async () => {
  const { secret, find } = await setUp();
  expect(await find(formatPageSecret({ ...secret, secret: Buffer.alloc(32) }))).toBeUndefined();
});

test('a secret is not accepted for another session or account', async () => {
  const { deps, client, secret, find } = await setUp();
  const { sid } = client.caller;
  expect(await find(formatPageSecret({ ...secret, sid }))).toBeUndefined();
  expect(await find(formatPageSecret({ ...secret, sub: uuid(99) }))).toBeUndefined();
  const other = await signUp(deps, 'Grace');
  expect(await find(formatPageSecret({ ...secret, sub: other.caller.sub }))).toBeUndefined();
});

test('a session of an API client is not accepted by any of its tokens', async () => {
  const { client, find } = await setUp();
  expect(await find(client.refresh_token)).toBeUndefined();
  expect(await find(formatPageSecret(toPageSecret(client.refresh_token)))).toBeUndefined();
});

test('a session that has ended is not found', async () => {
  const { deps, secret, cookie, find } = await setUp();
  await deps.sessions.delete(secret);
  expect(await find(cookie)).toBeUndefined();
});

test('a session is not found from the second on in which it expires', async () => {
  const { deps, cookie, find } = await setUp();
  deps.clock.millis += 14 * DAY * 1_000 - 1;
  expect(await find(cookie)).toBeDefined();
  deps.clock.millis += 1;
  expect(await find(cookie)).toBeUndefined();
});

test('a session is not found that is too old for the stage', async () => {
  const { deps, cookie, find } = await setUp();
  const began = deps.clock.millis / 1_000;
  expect(await find(cookie, { sessionsNotBefore: began })).toBeDefined();
  expect(await find(cookie, { sessionsNotBefore: began + 1 })).toBeUndefined();
  deps.clock.millis += 60_000;
  expect(await find(cookie, { sessionSeconds: 60 })).toBeUndefined();
});

test('a session without a second factor is not found where the stage requires one', async () => {
  const { deps, secret, cookie, find } = await setUp();
  expect(await find(cookie, { secondFactor: 'optional' })).toBeDefined();
  expect(await find(cookie, { secondFactor: 'required' })).toBeUndefined();
  const session = await deps.sessions.find(secret);
  if (!session) throw new Error('The session has ended');
  await deps.sessions.put({ ...session, amr: ['pwd', 'otp', 'mfa'] });
  expect(await find(cookie, { secondFactor: 'required' })).toBeDefined();
});

test.each(['', 'p1', 'x'.repeat(10_000), 'nul \0'])(
  'a malformed cookie causes no read: %j',
  async (cookie) => {
    const { find } = await setUp();
    const sessions = { find: jest.fn() };
    expect(parsePageSecret(cookie)).toBeUndefined();
    expect(await find(cookie, { sessions })).toBeUndefined();
    expect(sessions.find).not.toHaveBeenCalled();
  },
);
