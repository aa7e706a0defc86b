import type { Account } from '../../../../lambda/identity/accounts/account';
import { SOURCE } from '../../fakes/auth-dependencies';
import { newAccount } from '../../fakes/new-account';
import { createThrottled, outcomeOf } from '../../fakes/throttled';

/** One failure is forgiven in three days. */
const QUIET_MS = 3 * 86_400_000;

const TINY = {
  freeSignInFailures: 2,
  maxSignInFailures: 4,
  maxSignInFailuresPerSource: 2,
  maxSignUpsPerSource: 1,
};

function withAda() {
  const deps = createThrottled(TINY);
  const ada = newAccount();
  deps.accounts.set(ada);
  const current = (): Account => deps.accounts.items.get(ada.sub) ?? ada;
  const signIn = () => ({ account: current(), scope: 'sign-in', seen: current().attempts }) as const;
  return { ...deps, ada, current, signIn };
}

describe('an attempt', () => {
  test('is rejected with the wait in whole seconds', async () => {
    const { guard, signIn, clock } = withAda();
    for (const wait of [0, 0, 1]) {
      clock.millis += wait * 1000;
      await guard.reserveAttempt(signIn(), SOURCE);
    }
    clock.millis += 1;
    expect(await outcomeOf(guard.reserveAttempt(signIn(), SOURCE))).toBe(2);
    clock.millis += 999;
    expect(await outcomeOf(guard.reserveAttempt(signIn(), SOURCE))).toBe(1);
  });

  test('is counted in addition to the failures that were not forgiven, and returns the sum', async () => {
    const { guard, ada, signIn, accounts, current, clock } = withAda();
    accounts.set({ ...ada, attempts: { failures: 4, lastAttemptAt: clock.millis } });
    clock.millis += 3 * QUIET_MS;
    const counted = { failures: 2, lastAttemptAt: clock.millis };
    expect(await guard.reserveAttempt(signIn(), SOURCE)).toEqual(counted);
    expect(current().attempts).toEqual(counted);
  });

  test('is admitted in parallel with others up to the free failures, however many were forgiven', async () => {
    const { guard, ada, signIn, accounts, current, clock } = withAda();
    accounts.set({ ...ada, attempts: { failures: 4, lastAttemptAt: clock.millis } });
    clock.millis += 4 * QUIET_MS;
    const seenByAll = signIn();
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => outcomeOf(guard.reserveAttempt(seenByAll, SOURCE))),
    );
    expect(outcomes).toEqual(['done', 'done', 1, 1, 1]);
    expect(current().attempts.failures).toBe(2);
  });

  test.each([
    ['a second when the free failures are used', 1, 0, 1],
    ['the wait after one more', 2, 1_000, 2],
    ['the longest wait when that was the last one', 3, 900_000, 900],
  ])('after a concurrent one is rejected with %s', async (_what, failures, ago, wait) => {
    const { guard, ada, signIn, accounts, clock } = withAda();
    accounts.set({ ...ada, attempts: { failures, lastAttemptAt: clock.millis - ago } });
    const seenByBoth = signIn();
    const outcomes = await Promise.all([1, 2].map(() => outcomeOf(guard.reserveAttempt(seenByBoth, SOURCE))));
    expect(outcomes).toEqual(['done', wait]);
  });

  test('may try another password while that causes no wait, and logs nothing otherwise', async () => {
    const { guard, signIn, current, logged } = withAda();
    await guard.reserveAttempt(signIn(), SOURCE);
    expect(await guard.reserveAnother(signIn())).toBe(true);
    expect(await guard.reserveAnother(signIn())).toBe(false);
    expect(current().attempts.failures).toBe(2);
    expect(logged).toEqual([]);
  });

  test.each([
    [3, 0, false],
    [4, 0, true],
    [4, QUIET_MS, false],
  ])(
    'that follows %d failures in a row, of four, the last %d ms ago, finds them used up: %j',
    (failures, ago, usedUp) => {
      const { guard, clock } = withAda();
      expect(guard.isUsedUp({ failures, lastAttemptAt: clock.millis - ago })).toBe(usedUp);
    },
  );

  test('that is rejected is logged with the account, the session and the hash of the name, if known', async () => {
    const { guard, ada, signIn, logged, clock } = withAda();
    const tooMany = { failures: 4, lastAttemptAt: clock.millis };
    await outcomeOf(guard.reserveAttempt({ ...signIn(), nameHash: 'hash-of-ada', seen: tooMany }, SOURCE));
    await outcomeOf(guard.reserveAttempt({ ...signIn(), sid: 'a-session', seen: tooMany }, SOURCE));
    await outcomeOf(guard.reserveAttempt({ nameHash: 'hash-of-bob', seen: tooMany }, SOURCE));
    const line = { event: 'attempt_throttled', by: 'account', sourceIp: SOURCE.ip, requestId: 'request-1' };
    expect(logged).toEqual([
      { ...line, sub: ada.sub, usernameHash: 'hash-of-ada' },
      { ...line, sub: ada.sub, sid: 'a-session' },
      { ...line, usernameHash: 'hash-of-bob' },
    ]);
  });
});

describe('a source', () => {
  test('has separate limits for sign-ins and sign-ups', async () => {
    const { guard } = withAda();
    const outcomes = [];
    for (const kind of ['sign-up', 'sign-up', 'sign-in', 'sign-in', 'sign-in'] as const) {
      outcomes.push(typeof (await outcomeOf(guard.reserveSource(kind, SOURCE))));
    }
    expect(outcomes).toEqual(['string', 'number', 'string', 'string', 'number']);
  });

  test('that is rejected is logged with its address', async () => {
    const { guard, logged } = withAda();
    for (let n = 0; n < 2; n++) await outcomeOf(guard.reserveSource('sign-up', SOURCE));
    expect(logged).toEqual([
      {
        event: 'attempt_throttled',
        by: 'source',
        kind: 'sign-up',
        sourceIp: SOURCE.ip,
        requestId: 'request-1',
      },
    ]);
  });
});
