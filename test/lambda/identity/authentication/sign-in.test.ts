import type { Account } from '../../../../lambda/identity/accounts/account';
import { signIn } from '../../../../lambda/identity/authentication/sign-in';
import { DependencyUnavailableError } from '../../../../lambda/shared/errors';
import {
  createFakeDependencies,
  createFakeHasher,
  type FakeDependencies,
  PASSWORD,
  SOURCE,
} from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signInAgain, signUp } from '../../fakes/signed-in';

const REFUSED = { code: 'INVALID_CREDENTIALS' };

async function withAda() {
  const deps = createFakeDependencies();
  const { caller } = await signUp(deps);
  deps.sessions.items.clear();
  deps.passwords.work.length = 0;
  deps.accounts.lookups.length = 0;
  deps.names.lookups.length = 0;
  deps.logged.length = 0;
  return { ...deps, sub: caller.sub };
}

const hasTime = () => true;
const command = (username: string, password = PASSWORD) => ({ username, password, source: SOURCE, hasTime });
const ada = ({ accounts }: Pick<FakeDependencies, 'accounts'>) => accounts.named('ada') as Account;
const change = (deps: Pick<FakeDependencies, 'accounts'>, changed: Partial<Account>) =>
  deps.accounts.set({ ...ada(deps), ...changed });

test('signs in under any spelling of the name, counts the session and stores it', async () => {
  const deps = await withAda();
  const { caller, ...answer } = await signInAgain(deps, 'ADA');
  expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
  expect(caller).toMatchObject({ sub: deps.sub, username: 'Ada' });
  expect([...deps.sessions.items.values()]).toMatchObject([{ sid: caller.sid, ip: SOURCE.ip }]);
  expect(ada(deps)).toMatchObject({ lastSid: caller.sid, sessionCount: 2 });
  expect(deps.logged).toEqual([
    { event: 'signed_in', sub: deps.sub, sid: caller.sid, sourceIp: SOURCE.ip, requestId: 'request-1' },
  ]);
});

test('puts the scopes of the account into the token', async () => {
  const deps = await withAda();
  change(deps, { scopes: ['admin', 'audit'] });
  expect((await signInAgain(deps)).caller.scopes).toEqual(['admin', 'audit']);
});

test('an unknown name and a wrong password get the same response for the same work, and differ only in the log', async () => {
  const deps = await withAda();
  await expect(signIn(deps)(command('ada', 'a wrong password'))).rejects.toMatchObject(REFUSED);
  const workOf = ({ passwords, names, accounts }: typeof deps) => ({
    hashes: [...passwords.work],
    reads: [names.lookups.length, accounts.lookups.length],
  });
  const forWrongPassword = workOf(deps);
  expect(forWrongPassword.reads).toEqual([1, 1]);
  deps.passwords.work.length = 0;
  deps.accounts.lookups.length = 0;
  deps.names.lookups.length = 0;
  await expect(signIn(deps)(command('nobody'))).rejects.toMatchObject(REFUSED);
  expect(workOf(deps)).toEqual(forWrongPassword);
  expect(deps.sessions.items.size).toBe(0);
  const failed = { event: 'sign_in_failed', usernameHash: expect.any(String) };
  expect(deps.logged).toMatchObject([
    { ...failed, sub: deps.sub },
    { ...failed, sub: undefined },
  ]);
});

test.each([
  ['is far too long', '\uFDFA'.repeat(1000)],
  ['is an address', 'ada@example.com'],
])('a text that %s causes the same reads, of no name and no account', async (_what, text) => {
  const { emails: _without, ...deps } = await withAda();
  await expect(signIn(deps)(command(text))).rejects.toMatchObject(REFUSED);
  expect([deps.names.lookups, deps.accounts.lookups]).toEqual([[''], ['']]);
  expect(deps.passwords.work).toEqual(['verify m=1']);
});

test('logs a failed sign-in under a hash of the name, never the name', async () => {
  const deps = await withAda();
  await expect(signIn(deps)(command('my-secret-typed-as-name'))).rejects.toMatchObject(REFUSED);
  expect(deps.logged).toEqual([
    {
      event: 'sign_in_failed',
      usernameHash: 'hash-of-23-characters',
      sourceIp: SOURCE.ip,
      requestId: 'request-1',
    },
  ]);
});

test('rehashes a password whose hash has old parameters', async () => {
  const deps = await withAda();
  const newer = createFakeHasher('m=2');
  await signInAgain({ ...deps, passwords: newer });
  expect(ada(deps)).toMatchObject({ passwordHash: `m=2|${PASSWORD}`, securityVersion: 1 });
  expect(newer.work).toEqual(['verify m=1', 'hash m=2']);
});

test.each<[string, Partial<Account>]>([
  ['whose password', { passwordHash: 'm=1|another' }],
  ['whose name', { name: 'adam', username: 'Adam' }],
  ['whose deletion', { state: 'DELETING' }],
])('a sign-in to an account %s changes meanwhile fails and leaves no session', async (_what, changed) => {
  const deps = await withAda();
  const sessions: FakeDependencies['sessions'] = {
    ...deps.sessions,
    async put(session) {
      await deps.sessions.put(session);
      change(deps, changed);
    },
  };
  await expect(signIn({ ...deps, sessions })(command('ada'))).rejects.toMatchObject(REFUSED);
  expect(deps.sessions.items.size).toBe(0);
});

test('three sign-ins that all renew an outdated hash all succeed', async () => {
  const deps = await withAda();
  const account = signIn({ ...deps, passwords: createFakeHasher('m=2') });
  const answers = await Promise.all([
    account(command('ada')),
    account(command('ada')),
    account(command('ada')),
  ]);
  expect(answers.map(({ token_type }) => token_type)).toEqual(['Bearer', 'Bearer', 'Bearer']);
  expect(deps.logged.map(({ event }) => event)).not.toContain('sign_in_failed');
  expect(deps.sessions.items.size).toBe(3);
});

test('a sign-in whose account changes at every attempt is rejected after a few, and leaves no session', async () => {
  const deps = await withAda();
  const accounts = { ...deps.accounts, commitSignIn: async () => undefined };
  await expect(signIn({ ...deps, accounts })(command('ada'))).rejects.toMatchObject(REFUSED);
  expect(deps.accounts.lookups).toHaveLength(3);
  expect(deps.sessions.items.size).toBe(0);
});

test('when the token cannot be signed, no session is stored or counted', async () => {
  const deps = await withAda();
  const signToken = () => Promise.reject(new DependencyUnavailableError('no answer'));
  await expect(signIn({ ...deps, signToken })(command('ada'))).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
  });
  expect(deps.sessions.items.size).toBe(0);
  expect(ada(deps).sessionCount).toBe(1);
});

test('above the session limit, the oldest session ends and the new one is valid', async () => {
  const deps = await withAda();
  const sids: string[] = [];
  for (let n = 0; n < 7; n++) {
    deps.clock.millis += 1000;
    sids.push((await signInAgain(deps)).caller.sid);
  }
  expect([...deps.sessions.items.values()].map(({ sid }) => sid)).toEqual(sids.slice(-5));
});

describe('after a password change that was interrupted before it revoked the other sessions', () => {
  async function interrupted() {
    const deps = await withAda();
    const { caller } = await signInAgain(deps);
    change(deps, { securityVersion: 2 });
    return { deps, old: caller };
  }

  test('a sign-in revokes them, its own session stays, and the next sign-in has nothing to revoke', async () => {
    const { deps, old } = await interrupted();
    const { caller } = await signInAgain(deps);
    expect(await deps.sessions.find(old)).toBeUndefined();
    expect(await deps.sessions.find(caller)).toMatchObject({ securityVersion: 2 });
    expect(ada(deps).sessionsRevokedThroughVersion).toBe(2);
    const sessions = { ...deps.sessions, deleteOutdated: jest.fn() };
    await signInAgain({ ...deps, sessions });
    expect(sessions.deleteOutdated).not.toHaveBeenCalled();
  });

  test.each<Moment>(['before', 'after'])(
    'a sign-in that is interrupted %s any step leaves the rest to the next sign-in',
    async (moment) => {
      const steps = await interruptEverywhere(
        interrupted,
        ({ deps }, interrupt) => signInAgain(interrupt(deps)),
        moment,
        async ({ deps, old }) => {
          const { caller } = await signInAgain(deps);
          expect(await deps.sessions.find(old)).toBeUndefined();
          expect(await deps.sessions.find(caller)).toBeDefined();
        },
      );
      expect(steps).toBe(6);
    },
  );
});

describe('an account whose deletion was interrupted', () => {
  async function deleting() {
    const deps = await withAda();
    await signInAgain(deps);
    deps.data.items.set(
      `FOO#${deps.sub}`,
      [1, 2, 3].map((n) => ({ type: 'foo', id: `foo-${n}` })),
    );
    change(deps, { state: 'DELETING' });
    return deps;
  }

  test('is deleted by the sign-in of its owner, which is rejected and starts no session', async () => {
    const deps = await deleting();
    const put = jest.fn();
    await expect(
      signIn({ ...deps, sessions: { ...deps.sessions, put } })(command('ada')),
    ).rejects.toMatchObject(REFUSED);
    expect([deps.accounts.items.size, deps.names.items.size]).toEqual([0, 0]);
    expect([deps.sessions.items.size, deps.data.items.size]).toEqual([0, 0]);
    expect(put).not.toHaveBeenCalled();
  });

  test('rejects the sign-in, and is not yet deleted, when time runs out', async () => {
    const deps = await deleting();
    const late = { ...command('ada'), hasTime: () => false };
    await expect(signIn(deps)(late)).rejects.toMatchObject(REFUSED);
    expect(ada(deps).state).toBe('DELETING');
  });

  test('is unchanged after a wrong password', async () => {
    const deps = await deleting();
    await expect(signIn(deps)(command('ada', 'a wrong password'))).rejects.toMatchObject(REFUSED);
    expect([deps.sessions.items.size, deps.data.items.size]).toEqual([1, 1]);
  });
});
