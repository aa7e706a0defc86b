import type { Account } from '../../../../lambda/identity/accounts/account';
import { SOURCE } from '../../fakes/auth-dependencies';
import { newAccount } from '../../fakes/new-account';
import { createThrottled, outcomeOf } from '../../fakes/throttled';

/** In three days a failure is forgiven. */
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
  test('is counted when it is let through, and not when it is refused', async () => {
    const { guard, signIn, current, clock } = withAda();
    await guard.reserveAttempt(signIn(), SOURCE);
    await guard.reserveAttempt(signIn(), SOURCE);
    expect(await outcomeOf(guard.reserveAttempt(signIn(), SOURCE))).toBe(1);
    expect(current().attempts).toEqual({ failures: 2, lastAttemptAt: clock.millis });
  });

  test('may be made again after the seconds that were told, and not a millisecond before', async () => {
    const { guard, signIn, clock } = withAda();
    for (const wait of [0, 0, 1, 2]) {
      clock.millis += wait * 1000 - 1;
      if (wait > 0) expect(await outcomeOf(guard.reserveAttempt(signIn(), SOURCE))).toBe(1);
      clock.millis += 1;
      expect(await outcomeOf(guard.reserveAttempt(signIn(), SOURCE))).toBe('done');
    }
  });

  test('is told the whole seconds that a wait needs', async () => {
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

  test('is let through once for each quiet period when there were too many', async () => {
    const { guard, ada, signIn, accounts, current, clock } = withAda();
    accounts.set({ ...ada, attempts: { failures: 4, lastAttemptAt: clock.millis } });
    for (let n = 0; n < 3; n++) {
      clock.millis += QUIET_MS - 1;
      expect(await outcomeOf(guard.reserveAttempt(signIn(), SOURCE))).toBe(900);
      clock.millis += 1;
      expect(await outcomeOf(guard.reserveAttempt(signIn(), SOURCE))).toBe('done');
      expect(current().attempts).toEqual({ failures: 4, lastAttemptAt: clock.millis });
    }
  });

  test('is counted on what was not forgiven, of which its caller learns', async () => {
    const { guard, ada, signIn, accounts, current, clock } = withAda();
    accounts.set({ ...ada, attempts: { failures: 4, lastAttemptAt: clock.millis } });
    clock.millis += 3 * QUIET_MS;
    const counted = { failures: 2, lastAttemptAt: clock.millis };
    expect(await guard.reserveAttempt(signIn(), SOURCE)).toEqual(counted);
    expect(current().attempts).toEqual(counted);
  });

  test('at once with others is let through as often as failures are free, however many were forgiven', async () => {
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

  test('that others came before has to be made again later', async () => {
    const { guard, signIn, clock } = withAda();
    await guard.reserveAttempt(signIn(), SOURCE);
    await guard.reserveAttempt(signIn(), SOURCE);
    clock.millis += 1000;
    const seenByBoth = signIn();
    expect(await outcomeOf(guard.reserveAttempt(seenByBoth, SOURCE))).toBe('done');
    const wait = await outcomeOf(guard.reserveAttempt(seenByBoth, SOURCE));
    expect(wait).toBe(2);
    expect(await outcomeOf(guard.reserveAttempt(signIn(), SOURCE))).toBe(wait);
  });

  test('that others came before is told a second when they took the free ones', async () => {
    const { guard, signIn } = withAda();
    const seenByAll = signIn();
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => outcomeOf(guard.reserveAttempt(seenByAll, SOURCE))),
    );
    expect(outcomes).toEqual(['done', 'done', 1]);
  });

  test('that another came before is told the longest wait when that was the last one', async () => {
    const { guard, ada, signIn, accounts, clock } = withAda();
    accounts.set({ ...ada, attempts: { failures: 3, lastAttemptAt: clock.millis - 900_000 } });
    const seenByBoth = signIn();
    const outcomes = await Promise.all([1, 2].map(() => outcomeOf(guard.reserveAttempt(seenByBoth, SOURCE))));
    expect(outcomes).toEqual(['done', 900]);
  });

  test('may try another password as long as that costs no wait, and no line is left when it does', async () => {
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
    [5, 0, true],
    [4, QUIET_MS - 1, true],
    [4, QUIET_MS, false],
    [5, QUIET_MS, true],
  ])(
    'that follows %d failures in a row, of four, the last %d ms ago, finds them used up: %j',
    (failures, ago, usedUp) => {
      const { guard, clock } = withAda();
      expect(guard.isUsedUp({ failures, lastAttemptAt: clock.millis - ago })).toBe(usedUp);
    },
  );

  test('on a name that nobody has follows the same rule', async () => {
    const { guard, unknownUsernameAttempts, clock } = withAda();
    const reserve = async () => {
      const target = { nameHash: 'hash-of-bob', seen: await unknownUsernameAttempts.find('hash-of-bob') };
      return outcomeOf(guard.reserveAttempt(target, SOURCE));
    };
    expect([await reserve(), await reserve(), await reserve()]).toEqual(['done', 'done', 1]);
    clock.millis += 1000;
    expect([await reserve(), await reserve()]).toEqual(['done', 2]);
  });

  test('that is refused leaves a line with the account, the session that tried and the hash of the name, as far as there are any', async () => {
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
  test('is let through as often as it may, and again when its quarter of an hour is over', async () => {
    const { guard, clock } = withAda();
    clock.millis = Date.UTC(2026, 0, 2, 3, 5);
    const reserve = () => outcomeOf(guard.reserveSource('sign-in', SOURCE));
    expect([await reserve(), await reserve(), await reserve()]).toEqual(['done', 'done', 600]);
    clock.millis += 600_000 - 1;
    expect(await reserve()).toBe(1);
    clock.millis += 1;
    expect(await reserve()).toBe('done');
  });

  test('has one limit for sign-ins and another one for registrations', async () => {
    const { guard } = withAda();
    const outcomes = [];
    for (const kind of ['sign-up', 'sign-up', 'sign-in', 'sign-in', 'sign-in'] as const) {
      outcomes.push(typeof (await outcomeOf(guard.reserveSource(kind, SOURCE))));
    }
    expect(outcomes).toEqual(['string', 'number', 'string', 'string', 'number']);
  });

  test('is counted as one for a whole IPv6 network, under a keyed hash', async () => {
    const { guard, hashName, sourceRateLimits } = withAda();
    for (const ip of ['2001:db8:0:7::1', '2001:DB8:0:7:8::']) {
      await guard.reserveSource('sign-in', { ...SOURCE, ip });
    }
    expect(await outcomeOf(guard.reserveSource('sign-in', { ...SOURCE, ip: '2001:db8:0:7::2' }))).not.toBe(
      'done',
    );
    expect(await outcomeOf(guard.reserveSource('sign-in', { ...SOURCE, ip: '2001:db8:0:8::2' }))).toBe(
      'done',
    );
    const hash = await hashName('source/2001:db8:0:7::/64');
    const keys = [...sourceRateLimits.items.keys()];
    expect(keys).toContainEqual(expect.stringContaining(hash));
    expect(keys.join()).not.toContain('db8');
  });

  test('that is refused leaves a line with its address', async () => {
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

  test('gets the count back with which an attempt is taken back', async () => {
    const { guard, sourceRateLimits } = withAda();
    const claim = await guard.reserveSource('sign-in', SOURCE);
    await guard.refundSource(claim, SOURCE);
    expect([...sourceRateLimits.items.values()]).toEqual([0]);
  });
});
