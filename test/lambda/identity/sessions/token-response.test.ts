import { digestSecret, parseRefreshToken } from '../../../../lambda/identity/sessions/refresh-token';
import {
  beginSession,
  expiryOf,
  issueAccessToken,
  toTokenResponse,
} from '../../../../lambda/identity/sessions/token-response';
import { createFakeDependencies, DAY, SOURCE, uuid } from '../../fakes/auth-dependencies';

const account = { sub: 'sub-1', username: 'Ada', scopes: ['admin', 'audit'], passwordVersion: 3 };

test('a session begins now, with the password just verified and a refresh token of its own', () => {
  const deps = createFakeDependencies();
  const seconds = deps.clock.millis / 1000;
  const { session, refreshToken } = beginSession(deps, account, SOURCE);
  expect(session).toEqual({
    ...account,
    sid: uuid(1),
    createdAt: seconds,
    authTime: seconds,
    lastUsedAt: seconds,
    expiresAt: seconds + 14 * DAY,
    ip: SOURCE.ip,
    userAgent: SOURCE.userAgent,
    refresh: { familyHash: digestSecret(refreshToken.family), hash: digestSecret(refreshToken.secret) },
  });
  expect(refreshToken).toMatchObject({ sub: 'sub-1', sid: uuid(1) });
});

test('a session of a client that says nothing has no user agent', () => {
  const { session } = beginSession(createFakeDependencies(), account, { requestId: 'r', ip: '192.0.2.1' });
  expect(session).not.toHaveProperty('userAgent');
});

test.each([
  ['idle', 100, 100, 150],
  ['too old', 100, 180, 200],
  ['both at once', 100, 150, 200],
])('a session ends when it is %s', (_why, createdAt, lastUsedAt, end) => {
  expect(expiryOf({ sessionSeconds: 100, sessionIdleSeconds: 50 }, createdAt, lastUsedAt)).toBe(end);
});

test('an access token says whose it is, for whom, and when its password was verified', async () => {
  const deps = createFakeDependencies();
  const { session } = beginSession(deps, account, SOURCE);
  deps.clock.millis += 5_999;
  const { accessToken, expiresIn } = await issueAccessToken(deps, session);
  const iat = session.createdAt + 5;
  expect([accessToken, expiresIn]).toEqual(['token-1', 3600]);
  expect(deps.signed).toEqual([
    {
      iss: 'https://api.example.com/v1',
      sub: 'sub-1',
      aud: 'latchkey',
      client_id: 'first-party',
      exp: iat + 3600,
      iat,
      auth_time: session.createdAt,
      jti: uuid(2),
      sid: session.sid,
      username: 'Ada',
      scope: 'admin audit',
    },
  ]);
});

test('the token of an account without scopes carries none', async () => {
  const deps = createFakeDependencies();
  await issueAccessToken(deps, beginSession(deps, { ...account, scopes: [] }, SOURCE).session);
  expect(deps.signed[0]).not.toHaveProperty('scope');
});

test('no access token outlives its session', async () => {
  const deps = createFakeDependencies();
  const { session } = beginSession(deps, account, SOURCE);
  deps.clock.millis += 14 * DAY * 1000 - 60_000;
  await expect(issueAccessToken(deps, session)).resolves.toMatchObject({ expiresIn: 60 });
  expect(deps.signed[0]?.exp).toBe(session.expiresAt);
});

test('the answer holds the access token under both its names, and the refresh token', () => {
  const { refreshToken } = beginSession(createFakeDependencies(), account, SOURCE);
  const { refresh_token: text, ...rest } = toTokenResponse(
    { accessToken: 'token', expiresIn: 5 },
    refreshToken,
  );
  expect(rest).toEqual({ access_token: 'token', id_token: 'token', token_type: 'Bearer', expires_in: 5 });
  expect(text).toMatch(/^r1\.sub-1\./);
  expect(parseRefreshToken(text.replace('sub-1', uuid(1)))).toEqual({ ...refreshToken, sub: uuid(1) });
});
