import { beginSession } from '../../../../lambda/identity/sessions/begin-session';
import { issueAccessToken } from '../../../../lambda/identity/tokens/access-token';
import { createFakeDependencies, DAY, SOURCE, uuid } from '../../fakes/auth-dependencies';
import { newAccount } from '../../fakes/new-account';

const ada = newAccount({ sub: 'sub-1', username: 'Ada', scopes: ['admin', 'audit'] });
const amr = ['pwd', 'otp'];

test('an access token names its account, its audience, and when and how its user was authenticated', async () => {
  const deps = createFakeDependencies();
  const { session } = beginSession(deps, { account: ada, amr }, SOURCE);
  deps.clock.millis += 5_999;
  const authTime = session.authTime + 3;
  const { accessToken, expiresIn } = await issueAccessToken(deps, { ...session, authTime });
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
      auth_time: authTime,
      amr,
      session_start: session.createdAt,
      jti: uuid(2),
      sid: session.sid,
      username: 'Ada',
      scope: 'admin audit',
    },
  ]);
});

test('the token of an account without scopes has no scope claim', async () => {
  const deps = createFakeDependencies();
  const account = { ...ada, scopes: [] };
  await issueAccessToken(deps, beginSession(deps, { account, amr }, SOURCE).session);
  expect(deps.signed[0]).not.toHaveProperty('scope');
});

test('no access token outlives its session', async () => {
  const deps = createFakeDependencies();
  const { session } = beginSession(deps, { account: ada, amr }, SOURCE);
  deps.clock.millis += 14 * DAY * 1000 - 60_000;
  await expect(issueAccessToken(deps, session)).resolves.toMatchObject({ expiresIn: 60 });
  expect(deps.signed[0]?.exp).toBe(session.expiresAt);
});
