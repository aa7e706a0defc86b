import { beginSession, expiryOf } from '../../../../lambda/identity/sessions/begin-session';
import { digestSecret } from '../../../../lambda/identity/sessions/refresh-token';
import { createFakeDependencies, DAY, SOURCE, uuid } from '../../fakes/auth-dependencies';
import { newAccount } from '../../fakes/new-account';

const account = newAccount({ sub: 'sub-1', username: 'Ada', scopes: ['admin', 'audit'], securityVersion: 3 });
const authenticated = { account, amr: ['pwd'] };

test('a session begins now, with the current authentication and its own refresh token', () => {
  const deps = createFakeDependencies();
  const seconds = deps.clock.millis / 1000;
  const { session, refreshToken } = beginSession(deps, authenticated, SOURCE);
  expect(session).toEqual({
    sub: 'sub-1',
    username: 'Ada',
    scopes: ['admin', 'audit'],
    securityVersion: 3,
    sid: uuid(1),
    createdAt: seconds,
    authTime: seconds,
    amr: ['pwd'],
    lastUsedAt: seconds,
    expiresAt: seconds + 14 * DAY,
    ip: SOURCE.ip,
    userAgent: SOURCE.userAgent,
    refresh: { familyHash: digestSecret(refreshToken.family), hash: digestSecret(refreshToken.secret) },
  });
  expect(refreshToken).toMatchObject({ sub: 'sub-1', sid: uuid(1) });
});

test('a session of a client without a User-Agent has none', () => {
  const source = { requestId: 'r', ip: '192.0.2.1' };
  const { session } = beginSession(createFakeDependencies(), authenticated, source);
  expect(session).not.toHaveProperty('userAgent');
});

test('a session remembers that its account has an end', () => {
  const ending = { account: newAccount({ expiresAt: 1 }), amr: ['pwd'] };
  const begin = (who: typeof authenticated) => beginSession(createFakeDependencies(), who, SOURCE).session;
  expect(begin(ending)).toHaveProperty('accountEnds', true);
  expect(begin(authenticated)).not.toHaveProperty('accountEnds');
});

test.each([
  ['idle', 100, 100, 150],
  ['too old', 100, 180, 200],
  ['both at once', 100, 150, 200],
])('a session ends when it is %s', (_why, createdAt, lastUsedAt, end) => {
  expect(expiryOf({ sessionSeconds: 100, sessionIdleSeconds: 50 }, createdAt, lastUsedAt)).toBe(end);
});
