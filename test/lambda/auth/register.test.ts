import { credentialsBody, register } from '../../../lambda/auth/register';
import { createFakeDependencies, PASSWORD } from '../fakes/auth-dependencies';

test('registers an account under its normalised name and shows the name as given', async () => {
  const deps = createFakeDependencies();
  const { user } = await register(deps)({ username: 'Ada', password: PASSWORD });
  expect(user).toEqual({ id: 'id-1', username: 'Ada', createdAt: '2026-01-02T03:04:05.000Z' });
  expect(deps.logins.items.get('ada')).toMatchObject({
    sub: 'id-1',
    username: 'Ada',
    passwordHash: `m=1|${PASSWORD}`,
    state: 'ACTIVE',
    scopes: [],
  });
});

test('answers with a token of a session that is stored and ends with it', async () => {
  const deps = createFakeDependencies();
  const answer = await register(deps)({ username: 'ada', password: PASSWORD });
  expect(answer).toMatchObject({
    access_token: 'token-1',
    id_token: 'token-1',
    token_type: 'Bearer',
    expires_in: 3600,
  });
  const seconds = deps.clock.millis / 1000;
  expect(deps.signed).toEqual([
    {
      iss: 'https://api.example.com/v1',
      sub: 'id-1',
      aud: 'latchkey',
      client_id: 'first-party',
      exp: seconds + 3600,
      iat: seconds,
      auth_time: seconds,
      jti: 'id-3',
      sid: 'id-2',
      username: 'ada',
    },
  ]);
  expect([...deps.sessions.items.values()]).toEqual([
    { sub: 'id-1', sid: 'id-2', createdAt: seconds, authTime: seconds, expiresAt: seconds + 3600 },
  ]);
});

test('refuses a taken name in any spelling and leaves no session behind', async () => {
  const deps = createFakeDependencies();
  await register(deps)({ username: 'ada', password: PASSWORD });
  await expect(register(deps)({ username: 'ＡDA', password: PASSWORD })).rejects.toMatchObject({
    code: 'USERNAME_TAKEN',
  });
  expect(deps.sessions.items.size).toBe(1);
});

test('names every broken rule at once and hashes nothing', async () => {
  const deps = createFakeDependencies();
  await expect(register(deps)({ username: 'a', password: 'short' })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/username' }, { pointer: '#/password' }],
  });
  expect(deps.passwords.work).toEqual([]);
});

test.each([
  ['a NUL', 'nul \0 in a long password'],
  ['a lone surrogate', 'lone \uD800 in a long password'],
  ['more than a thousand characters', 'x'.repeat(1025)],
])('the body refuses a password with %s', (_what, password) => {
  expect(credentialsBody.safeParse({ username: 'ada', password }).success).toBe(false);
});
