import { logIn } from '../../../lambda/auth/log-in';
import { register } from '../../../lambda/auth/register';
import { createFakeDependencies, createFakeHasher, PASSWORD } from '../fakes/auth-dependencies';

const REFUSED = { code: 'INVALID_CREDENTIALS' };

async function withAda() {
  const deps = createFakeDependencies();
  await register(deps)({ username: 'Ada', password: PASSWORD });
  deps.sessions.items.clear();
  deps.passwords.work.length = 0;
  deps.logins.lookups.length = 0;
  return deps;
}

const command = (username: string, password = PASSWORD) => ({ username, password, requestId: 'request-1' });

test('signs in under any spelling of the name and stores a session', async () => {
  const deps = await withAda();
  await expect(logIn(deps)(command('ADA'))).resolves.toMatchObject({
    token_type: 'Bearer',
    expires_in: 3600,
  });
  expect(deps.signed.at(-1)).toMatchObject({ sub: 'id-1', username: 'Ada' });
  expect([...deps.sessions.items.values()].map(({ sid }) => sid)).toEqual([deps.signed.at(-1)?.sid]);
});

test('puts the scopes of the account into the token', async () => {
  const deps = await withAda();
  const ada = deps.logins.items.get('ada');
  if (ada) deps.logins.items.set('ada', { ...ada, scopes: ['admin', 'audit'] });
  await logIn(deps)(command('ada'));
  expect(deps.signed.at(-1)?.scope).toBe('admin audit');
});

test('an unknown name and a wrong password get one answer for the same work', async () => {
  const deps = await withAda();
  await expect(logIn(deps)(command('ada', 'a wrong password'))).rejects.toMatchObject(REFUSED);
  const forWrongPassword = { work: [...deps.passwords.work], lookups: deps.logins.lookups.length };
  deps.passwords.work.length = 0;
  deps.logins.lookups.length = 0;
  await expect(logIn(deps)(command('nobody'))).rejects.toMatchObject(REFUSED);
  expect({ work: deps.passwords.work, lookups: deps.logins.lookups.length }).toEqual(forWrongPassword);
  expect(deps.sessions.items.size).toBe(0);
});

test('a text that can be no username costs the same look-up, of nobody', async () => {
  const deps = await withAda();
  await expect(logIn(deps)(command('\uFDFA'.repeat(1000)))).rejects.toMatchObject(REFUSED);
  expect(deps.logins.lookups).toEqual(['']);
  expect(deps.passwords.work).toEqual(['verify m=1']);
});

test('logs a failed login under a hash of the name, never the name', async () => {
  const deps = await withAda();
  await expect(logIn(deps)(command('my-secret-typed-as-name'))).rejects.toMatchObject(REFUSED);
  expect(deps.logged).toEqual([
    { event: 'login_failed', usernameHash: 'hash-of-23-characters', requestId: 'request-1' },
  ]);
});

test('rehashes a password whose hash has old parameters', async () => {
  const deps = await withAda();
  const newer = createFakeHasher('m=2');
  await logIn({ ...deps, passwords: newer })(command('ada'));
  expect(deps.logins.items.get('ada')?.passwordHash).toBe(`m=2|${PASSWORD}`);
  expect(newer.work).toEqual(['verify m=1', 'hash m=2']);
});

test('a login verified against a password that changes meanwhile fails and leaves no session', async () => {
  const deps = await withAda();
  const sessions = {
    ...deps.sessions,
    put: async (session: Parameters<typeof deps.sessions.put>[0]) => {
      await deps.sessions.put(session);
      const ada = deps.logins.items.get('ada');
      if (ada) deps.logins.items.set('ada', { ...ada, passwordHash: 'm=1|another' });
    },
  };
  await expect(logIn({ ...deps, sessions })(command('ada'))).rejects.toMatchObject(REFUSED);
  expect(deps.sessions.items.size).toBe(0);
});

test('two logins that both renew an outdated hash both succeed', async () => {
  const deps = await withAda();
  const passwords = createFakeHasher('m=2');
  const login = logIn({ ...deps, passwords });
  const answers = await Promise.all([login(command('ada')), login(command('ada')), login(command('ada'))]);
  expect(answers.map(({ token_type }) => token_type)).toEqual(['Bearer', 'Bearer', 'Bearer']);
  expect(deps.logged).toEqual([]);
  expect(deps.sessions.items.size).toBe(3);
});

test('a login that changes at every attempt is refused after a few, and no session stays', async () => {
  const deps = await withAda();
  const logins = { ...deps.logins, commitSignIn: async () => false };
  await expect(logIn({ ...deps, logins })(command('ada'))).rejects.toMatchObject(REFUSED);
  expect(deps.logins.lookups).toHaveLength(3);
  expect(deps.sessions.items.size).toBe(0);
});

test('an account that is being deleted can not sign in', async () => {
  const deps = await withAda();
  const ada = deps.logins.items.get('ada');
  if (ada) deps.logins.items.set('ada', { ...ada, state: 'DELETING' });
  const put = jest.fn();
  await expect(logIn({ ...deps, sessions: { ...deps.sessions, put } })(command('ada'))).rejects.toMatchObject(
    REFUSED,
  );
  expect(put).not.toHaveBeenCalled();
});
