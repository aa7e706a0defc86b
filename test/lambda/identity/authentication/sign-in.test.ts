import type { Login } from '../../../../lambda/identity/accounts/account';
import { logIn } from '../../../../lambda/identity/authentication/sign-in';
import { DependencyUnavailableError } from '../../../../lambda/shared/errors';
import {
  createFakeDependencies,
  createFakeHasher,
  type FakeDependencies,
  PASSWORD,
  SOURCE,
} from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signIn, signUp } from '../../fakes/signed-in';

const REFUSED = { code: 'INVALID_CREDENTIALS' };

async function withAda() {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  deps.sessions.items.clear();
  deps.passwords.work.length = 0;
  deps.logins.lookups.length = 0;
  deps.logged.length = 0;
  return { ...deps, sub: caller.sub };
}

const command = (username: string, password = PASSWORD) => ({
  username,
  password,
  source: SOURCE,
  hasTime: () => true,
});
const ada = ({ logins }: Pick<FakeDependencies, 'logins'>) => logins.items.get('ada') as Login;
const change = (deps: Pick<FakeDependencies, 'logins'>, changed: Partial<Login>) =>
  deps.logins.items.set('ada', { ...ada(deps), ...changed });

test('signs in under any spelling of the name, counts the session and stores it', async () => {
  const deps = await withAda();
  const { caller, ...answer } = await signIn(deps, 'ADA');
  expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
  expect(caller).toMatchObject({ sub: deps.sub, username: 'Ada' });
  expect([...deps.sessions.items.values()]).toMatchObject([{ sid: caller.sid, ip: SOURCE.ip }]);
  expect(ada(deps)).toMatchObject({ lastSid: caller.sid, sessionCount: 2 });
  expect(deps.logged).toEqual([
    { event: 'login_succeeded', sub: deps.sub, sid: caller.sid, sourceIp: SOURCE.ip, requestId: 'request-1' },
  ]);
});

test('puts the scopes of the account into the token', async () => {
  const deps = await withAda();
  change(deps, { scopes: ['admin', 'audit'] });
  expect((await signIn(deps)).caller.scopes).toEqual(['admin', 'audit']);
});

test('an unknown name and a wrong password get one answer for the same work, and the log tells them apart', async () => {
  const deps = await withAda();
  await expect(logIn(deps)(command('ada', 'a wrong password'))).rejects.toMatchObject(REFUSED);
  const forWrongPassword = { work: [...deps.passwords.work], lookups: deps.logins.lookups.length };
  deps.passwords.work.length = 0;
  deps.logins.lookups.length = 0;
  await expect(logIn(deps)(command('nobody'))).rejects.toMatchObject(REFUSED);
  expect({ work: deps.passwords.work, lookups: deps.logins.lookups.length }).toEqual(forWrongPassword);
  expect(deps.sessions.items.size).toBe(0);
  const failed = { event: 'login_failed', usernameHash: expect.any(String) };
  expect(deps.logged).toMatchObject([
    { ...failed, sub: deps.sub },
    { ...failed, sub: undefined },
  ]);
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
    {
      event: 'login_failed',
      usernameHash: 'hash-of-23-characters',
      sourceIp: SOURCE.ip,
      requestId: 'request-1',
    },
  ]);
});

test('rehashes a password whose hash has old parameters', async () => {
  const deps = await withAda();
  const newer = createFakeHasher('m=2');
  await signIn({ ...deps, passwords: newer });
  expect(ada(deps)).toMatchObject({ passwordHash: `m=2|${PASSWORD}`, passwordVersion: 1 });
  expect(newer.work).toEqual(['verify m=1', 'hash m=2']);
});

test.each<[string, Partial<Login>]>([
  ['whose password', { passwordHash: 'm=1|another' }],
  ['whose owner', { sub: 'another', passwordHash: 'm=1|another' }],
  ['whose deletion', { state: 'DELETING' }],
])('a login to an account %s changes meanwhile fails and leaves no session', async (_what, changed) => {
  const deps = await withAda();
  const sessions: FakeDependencies['sessions'] = {
    ...deps.sessions,
    async put(session) {
      await deps.sessions.put(session);
      change(deps, changed);
    },
  };
  await expect(logIn({ ...deps, sessions })(command('ada'))).rejects.toMatchObject(REFUSED);
  expect(deps.sessions.items.size).toBe(0);
});

test('three logins that all renew an outdated hash all succeed', async () => {
  const deps = await withAda();
  const login = logIn({ ...deps, passwords: createFakeHasher('m=2') });
  const answers = await Promise.all([login(command('ada')), login(command('ada')), login(command('ada'))]);
  expect(answers.map(({ token_type }) => token_type)).toEqual(['Bearer', 'Bearer', 'Bearer']);
  expect(deps.logged.map(({ event }) => event)).not.toContain('login_failed');
  expect(deps.sessions.items.size).toBe(3);
});

test('a login that changes at every attempt is refused after a few, and no session stays', async () => {
  const deps = await withAda();
  const logins = { ...deps.logins, commitSignIn: async () => undefined };
  await expect(logIn({ ...deps, logins })(command('ada'))).rejects.toMatchObject(REFUSED);
  expect(deps.logins.lookups).toHaveLength(3);
  expect(deps.sessions.items.size).toBe(0);
});

test('when the token can not be signed no session is stored and none is counted', async () => {
  const deps = await withAda();
  const signToken = () => Promise.reject(new DependencyUnavailableError('no answer'));
  await expect(logIn({ ...deps, signToken })(command('ada'))).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
  });
  expect(deps.sessions.items.size).toBe(0);
  expect(ada(deps).sessionCount).toBe(1);
});

test('with one session too many the oldest ends, and the new one is on', async () => {
  const deps = await withAda();
  const sids: string[] = [];
  for (let n = 0; n < 7; n++) {
    deps.clock.millis += 1000;
    sids.push((await signIn(deps)).caller.sid);
  }
  expect([...deps.sessions.items.values()].map(({ sid }) => sid)).toEqual(sids.slice(-5));
});

describe('after a change of password that was interrupted before it had ended the other sessions', () => {
  async function interrupted() {
    const deps = await withAda();
    const { caller } = await signIn(deps);
    change(deps, { passwordVersion: 2 });
    return { deps, old: caller };
  }

  test('a login ends them, its own session stays, and the next login has nothing to end', async () => {
    const { deps, old } = await interrupted();
    const { caller } = await signIn(deps);
    expect(await deps.sessions.find(old)).toBeUndefined();
    expect(await deps.sessions.find(caller)).toMatchObject({ passwordVersion: 2 });
    expect(ada(deps).sweptVersion).toBe(2);
    const sessions = { ...deps.sessions, deleteOutdated: jest.fn() };
    await signIn({ ...deps, sessions });
    expect(sessions.deleteOutdated).not.toHaveBeenCalled();
  });

  test.each<Moment>(['before', 'after'])(
    'a login that is interrupted %s any of its steps leaves the rest to the next',
    async (moment) => {
      const steps = await interruptEverywhere(
        interrupted,
        ({ deps }, interrupt) => signIn(interrupt(deps)),
        moment,
        async ({ deps, old }) => {
          const { caller } = await signIn(deps);
          expect(await deps.sessions.find(old)).toBeUndefined();
          expect(await deps.sessions.find(caller)).toBeDefined();
        },
      );
      expect(steps).toBe(5);
    },
  );
});

describe('an account whose deletion was interrupted', () => {
  async function deleting() {
    const deps = await withAda();
    await signIn(deps);
    deps.data.items.set(
      `FOO#${deps.sub}`,
      [1, 2, 3].map((n) => ({ type: 'foo', id: `foo-${n}` })),
    );
    change(deps, { state: 'DELETING' });
    return deps;
  }

  test('is deleted by the login of its owner, who is refused and gets no session', async () => {
    const deps = await deleting();
    const put = jest.fn();
    await expect(
      logIn({ ...deps, sessions: { ...deps.sessions, put } })(command('ada')),
    ).rejects.toMatchObject(REFUSED);
    expect([deps.logins.items.size, deps.sessions.items.size, deps.data.items.size]).toEqual([0, 0, 0]);
    expect(put).not.toHaveBeenCalled();
  });

  test('is refused, and not yet gone, when time runs short', async () => {
    const deps = await deleting();
    const late = { ...command('ada'), hasTime: () => false };
    await expect(logIn(deps)(late)).rejects.toMatchObject(REFUSED);
    expect(ada(deps).state).toBe('DELETING');
  });

  test('stays as it is for a wrong password', async () => {
    const deps = await deleting();
    await expect(logIn(deps)(command('ada', 'a wrong password'))).rejects.toMatchObject(REFUSED);
    expect([deps.sessions.items.size, deps.data.items.size]).toEqual([1, 1]);
  });
});

describe('an account whose password Cognito knows', () => {
  async function migrating() {
    const deps = await withAda();
    change(deps, { passwordHash: '$cognito$' });
    const verifyElsewhere = jest.fn(
      async ({ password }: { readonly password: string }) => password === PASSWORD,
    );
    return { ...deps, verifyElsewhere };
  }

  test('is signed in by the hook, once: the password is hashed and verified here from then on', async () => {
    const deps = await migrating();
    await signIn(deps);
    expect(deps.verifyElsewhere.mock.calls).toEqual([
      [{ username: 'Ada', password: PASSWORD, requestId: SOURCE.requestId }],
    ]);
    expect(ada(deps)).toMatchObject({ passwordHash: `m=1|${PASSWORD}`, passwordVersion: 1 });
    await signIn(deps);
    expect(deps.verifyElsewhere).toHaveBeenCalledTimes(1);
  });

  test('is told of a wrong password as everybody is, after the same work here', async () => {
    const deps = await migrating();
    await expect(logIn(deps)(command('ada', 'a wrong password'))).rejects.toMatchObject(REFUSED);
    const forMigrating = [...deps.passwords.work].length;
    deps.passwords.work.length = 0;
    await expect(logIn(deps)(command('nobody'))).rejects.toMatchObject(REFUSED);
    expect(deps.passwords.work).toHaveLength(forMigrating);
    expect(ada(deps).passwordHash).toBe('$cognito$');
  });

  test('lets nobody in without the hook', async () => {
    const { verifyElsewhere: _, ...deps } = await migrating();
    for (const password of [PASSWORD, '$cognito$', '']) {
      await expect(logIn(deps)(command('ada', password))).rejects.toMatchObject(REFUSED);
    }
  });

  test('is asked for only after the attempt was counted, and stays as it is when nobody answers', async () => {
    const deps = await migrating();
    const failures: number[] = [];
    const verifyElsewhere = async () => {
      failures.push(ada(deps).attempts.failures);
      throw new DependencyUnavailableError('no answer');
    };
    await expect(logIn({ ...deps, verifyElsewhere })(command('ada'))).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
    expect(failures).toEqual([1]);
    expect(ada(deps).passwordHash).toBe('$cognito$');
    expect(deps.sessions.items.size).toBe(0);
  });

  test('throttled, is not asked for at all', async () => {
    const deps = await migrating();
    const guard = { ...deps.guard, reserveAttempt: () => Promise.reject(new Error('throttled')) };
    await expect(logIn({ ...deps, guard })(command('ada'))).rejects.toThrow('throttled');
    expect(deps.verifyElsewhere).not.toHaveBeenCalled();
  });

  test('signed in twice at once by one password, lets both in with one hash', async () => {
    const deps = await migrating();
    const login = logIn(deps);
    await Promise.all([login(command('ada')), login(command('ada'))]);
    expect(ada(deps).passwordHash).toBe(`m=1|${PASSWORD}`);
    expect(deps.sessions.items.size).toBe(2);
  });

  test('nobody else is asked for', async () => {
    const deps = await migrating();
    await signUp(deps, 'Bob');
    await expect(logIn(deps)(command('bob', 'a wrong password'))).rejects.toMatchObject(REFUSED);
    await expect(logIn(deps)(command('nobody'))).rejects.toMatchObject(REFUSED);
    expect(deps.verifyElsewhere).not.toHaveBeenCalled();
  });
});
