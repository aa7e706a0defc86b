import type { Account } from '../../../../lambda/identity/accounts/account';
import { signIn } from '../../../../lambda/identity/authentication/sign-in';
import { createBreachedPasswordRejection } from '../../../../lambda/identity/passwords/reject-breached-password';
import { DAY, type FakeDependencies, PASSWORD, SOURCE } from '../../fakes/auth-dependencies';
import { interruptEverywhere, type Moment } from '../../fakes/interrupt';
import { signInAgain } from '../../fakes/signed-in';
import { attempt, createThrottled, forgetCalls, outcomeOf, registerAda } from '../../fakes/throttled';

const NEW_PASSWORD = 'another phrase that passes';
const hasTime = () => true;
const command = (more: object = {}) => ({
  username: 'ada',
  password: PASSWORD,
  source: SOURCE,
  hasTime,
  ...more,
});
const ada = ({ accounts }: Pick<FakeDependencies, 'accounts'>) => accounts.named('ada') as Account;

/** Ada has a temporary password and no sessions, as after an operator's reset. */
/** The start time of the fake clock. */
const NOW = createThrottled().now();

async function withTemporary(change: Partial<Account> = {}) {
  const deps = createThrottled();
  const deviceToken = await registerAda(deps);
  deps.sessions.items.clear();
  const passwordTemporaryUntil = deps.now() + DAY * 1000;
  const changed = { passwordTemporaryUntil, securityVersion: 2, sessionsRevokedThroughVersion: 2, ...change };
  deps.accounts.set({ ...ada(deps), ...changed });
  forgetCalls(deps);
  return { deps, deviceToken };
}

describe('without a new password', () => {
  test('a change is required, and no session, device or token is created', async () => {
    const { deps } = await withTemporary();
    const before = ada(deps);
    expect(await outcomeOf(attempt(deps))).toBe('PASSWORD_CHANGE_REQUIRED');
    expect(deps.sessions.items.size).toBe(0);
    expect(deps.signed).toHaveLength(1);
    expect(ada(deps)).toEqual({ ...before, attempts: { failures: 0, lastAttemptAt: deps.now() } });
    expect(deps.logged).toEqual([
      {
        event: 'sign_in_stopped',
        sub: before.sub,
        code: 'PASSWORD_CHANGE_REQUIRED',
        sourceIp: expect.any(String),
        requestId: SOURCE.requestId,
      },
    ]);
  });

  test('the attempt is refunded to the account and the source, as for a correct password', async () => {
    const { deps } = await withTemporary();
    for (let n = 0; n < 4; n++) await outcomeOf(attempt(deps, { password: 'a wrong password' }));
    expect(ada(deps).attempts.failures).toBe(4);
    const sources = deps.sourceRateLimits.items.size;
    for (let n = 0; n < 60; n++) {
      expect(await outcomeOf(attempt(deps, { ip: '203.0.113.7' }))).toBe('PASSWORD_CHANGE_REQUIRED');
    }
    expect(ada(deps).attempts.failures).toBe(0);
    expect([...deps.sourceRateLimits.items.values()].slice(sources)).toEqual([0]);
  });

  test('the attempt of a known device is refunded to the device only', async () => {
    const { deps, deviceToken } = await withTemporary({ attempts: { failures: 3, lastAttemptAt: NOW } });
    expect(await outcomeOf(attempt(deps, { deviceToken }))).toBe('PASSWORD_CHANGE_REQUIRED');
    expect(ada(deps)).toMatchObject({ attempts: { failures: 3 }, devices: [{ failures: 0 }] });
  });

  test('an attempt that cannot be refunded does not change the response', async () => {
    const { deps } = await withTemporary();
    const forgive = () => Promise.reject(new Error('no answer'));
    const accountAttempts = { ...deps.accountAttempts, forgive };
    expect(await outcomeOf(attempt({ ...deps, accountAttempts }))).toBe('PASSWORD_CHANGE_REQUIRED');
    expect(deps.logged.map(({ event }) => event)).toEqual(['attempt_not_refunded', 'sign_in_stopped']);
  });

  test('an account that must wait is throttled, as with any password', async () => {
    const { deps } = await withTemporary({ attempts: { failures: 100, lastAttemptAt: NOW } });
    expect(await outcomeOf(attempt(deps))).toBe(900);
  });
});

describe('with a new password', () => {
  test('the password is set, the version is raised, and a session of that version starts', async () => {
    const { deps } = await withTemporary();
    await attempt(deps, { newPassword: NEW_PASSWORD });
    const [session] = deps.sessions.items.values();
    expect(session).toMatchObject({ securityVersion: 3 });
    expect(ada(deps)).toMatchObject({
      passwordHash: `m=1|${NEW_PASSWORD}`,
      securityVersion: 3,
      sessionsRevokedThroughVersion: 3,
      lastSid: session?.sid,
      attempts: { failures: 0 },
    });
    expect(ada(deps).passwordTemporaryUntil).toBeUndefined();
    expect(deps.logged.map(({ event }) => event)).toEqual(['password_changed', 'signed_in']);
    expect(deps.passwords.work).toEqual(['verify m=1', 'hash m=1']);

    await attempt(deps, { password: NEW_PASSWORD });
    expect(await outcomeOf(attempt(deps))).toBe('INVALID_CREDENTIALS');
    expect(deps.sessions.items.size).toBe(2);
  });

  test('it needs one write less than a sign-in and a change, because one write commits both', async () => {
    const { deps } = await withTemporary();
    await attempt(deps, { newPassword: NEW_PASSWORD });
    expect(deps.calls.filter((call) => /^accounts\.(?!find)/.test(call))).toEqual(['accounts.commitSignIn']);
  });

  test.each([
    ['too short', 'short'],
    ['a common one', 'passwordpassword'],
    ['the temporary one', PASSWORD],
    ['the temporary one in another form', PASSWORD.replaceAll('o', '\uFF4F')],
  ])('%s is rejected before anything is looked up, for any name and password', async (_what, newPassword) => {
    const { deps } = await withTemporary();
    const before = ada(deps);
    forgetCalls(deps);
    for (const sent of [{}, { username: 'bob' }]) {
      expect(await outcomeOf(attempt(deps, { ...sent, newPassword }))).toBe('VALIDATION_FAILED');
    }
    expect(deps.calls).toEqual([]);
    expect(ada(deps)).toEqual(before);
  });

  test('a breached one is rejected once the temporary one was found correct, and the attempt is refunded', async () => {
    const { deps } = await withTemporary();
    const isBreached = jest.fn(async () => true);
    const rejectBreachedPassword = createBreachedPasswordRejection({ isBreached, log: deps.log });
    const strict = { ...deps, rejectBreachedPassword };
    const wrong = { password: 'a wrong password', newPassword: NEW_PASSWORD };
    expect(await outcomeOf(attempt(strict, wrong))).toBe('INVALID_CREDENTIALS');
    expect(isBreached).not.toHaveBeenCalled();
    expect(await outcomeOf(attempt(strict, { newPassword: NEW_PASSWORD }))).toBe('VALIDATION_FAILED');
    expect(ada(deps)).toMatchObject({ passwordHash: `m=1|${PASSWORD}`, attempts: { failures: 0 } });
    expect(deps.logged.at(-1)).toMatchObject({ event: 'sign_in_stopped', code: 'VALIDATION_FAILED' });
    expect(deps.sessions.items.size).toBe(0);
  });

  test.each([
    ['reset by another operator meanwhile', { passwordHash: 'm=1|another', securityVersion: 3 }],
    ['disabled meanwhile', { state: 'DISABLED', securityVersion: 3 }],
  ] as const)('nothing is set and no session starts when the account was %s', async (_what, changed) => {
    const { deps } = await withTemporary();
    const sessions: typeof deps.sessions = {
      ...deps.sessions,
      async put(session) {
        await deps.sessions.put(session);
        deps.accounts.set({ ...ada(deps), ...changed });
      },
    };
    const sent = { newPassword: NEW_PASSWORD };
    expect(await outcomeOf(attempt({ ...deps, sessions }, sent))).toBe('INVALID_CREDENTIALS');
    expect(deps.sessions.items.size).toBe(0);
    expect(ada(deps)).toMatchObject(changed);
  });
});

test('an unneeded new password is rejected after the correct password, starts no session, and is logged', async () => {
  const { deps } = await withTemporary({ passwordTemporaryUntil: undefined });
  const failure = await attempt(deps, { newPassword: NEW_PASSWORD }).catch((error) => error);
  expect(failure).toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/new_password', detail: expect.stringContaining('must be omitted') }],
  });
  expect(deps.sessions.items.size).toBe(0);
  expect(ada(deps)).toMatchObject({ passwordHash: `m=1|${PASSWORD}`, attempts: { failures: 0 } });
  expect(deps.logged).toMatchObject([{ event: 'sign_in_stopped', code: 'VALIDATION_FAILED' }]);
  const wrong = { password: 'a wrong password', newPassword: NEW_PASSWORD };
  expect(await outcomeOf(attempt(deps, wrong))).toBe('INVALID_CREDENTIALS');
});

test.each<Moment>(['before', 'after'])(
  'when interrupted %s any step, either the temporary password or the new one works',
  async (moment) => {
    const steps = await interruptEverywhere(
      () => withTemporary({ sessionsRevokedThroughVersion: 1 }),
      ({ deps }, interrupt) => signIn(interrupt(deps))(command({ newPassword: NEW_PASSWORD })),
      moment,
      async ({ deps }) => {
        const isSet = ada(deps).passwordHash === `m=1|${NEW_PASSWORD}`;
        expect(ada(deps).passwordTemporaryUntil === undefined).toBe(isSet);
        if (isSet) await signInAgain(deps, 'Ada', NEW_PASSWORD);
        else await signIn(deps)(command({ newPassword: NEW_PASSWORD }));
        expect(ada(deps)).toMatchObject({ passwordHash: `m=1|${NEW_PASSWORD}`, securityVersion: 3 });
      },
    );
    expect(steps).toBeGreaterThan(4);
  },
);

test('of two concurrent ones, one sets its password and the other is rejected like a wrong password', async () => {
  const { deps } = await withTemporary();
  const other = 'a third phrase that passes';
  const outcomes = await Promise.all(
    [NEW_PASSWORD, other].map((newPassword) => outcomeOf(attempt(deps, { newPassword }))),
  );
  expect(outcomes.sort()).toEqual(['INVALID_CREDENTIALS', 'done']);
  expect(deps.sessions.items.size).toBe(1);
});
