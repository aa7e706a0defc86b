import fc from 'fast-check';
import { failuresAt, noAttempts, waitFor } from '../../../../lambda/identity/throttling/backoff';

const DAY_MS = 86_400_000;
const QUIET_MS = 3 * DAY_MS;
const LIMITS = { freeFailures: 5, maxFailures: 100, quietPeriodMs: QUIET_MS };
const AT = Date.UTC(2026, 0, 2);
const QUARTER_MS = 15 * 60_000;

test.each([
  [0, 0],
  [4, 0],
  [5, 1],
  [6, 2],
  [10, 32],
  [14, 512],
  [15, 900],
  [100, 900],
])('after %d failures the wait is %d s', (failures, seconds) => {
  expect(waitFor({ failures, lastAttemptAt: AT }, LIMITS, AT)).toBe(seconds * 1000);
});

test('the wait starts at the last attempt, and ends to the millisecond', () => {
  const attempts = { failures: 7, lastAttemptAt: AT };
  expect(waitFor(attempts, LIMITS, AT + 1500)).toBe(2500);
  expect(waitFor(attempts, LIMITS, AT + 3999)).toBe(1);
  expect(waitFor(attempts, LIMITS, AT + 4000)).toBe(0);
});

test('one failure is forgiven for each quiet period since the last attempt, to the millisecond', () => {
  const attempts = { failures: 100, lastAttemptAt: AT };
  expect(failuresAt(attempts, LIMITS, AT + QUIET_MS - 1)).toBe(100);
  expect(failuresAt(attempts, LIMITS, AT + QUIET_MS)).toBe(99);
  expect(failuresAt(attempts, LIMITS, AT + 100 * QUIET_MS - 1)).toBe(1);
  expect(failuresAt(attempts, LIMITS, AT + 500 * QUIET_MS)).toBe(0);
  // the clock that dated the last attempt may be ahead
  expect(failuresAt(attempts, LIMITS, AT - QUIET_MS)).toBe(100);
});

test('a locked account admits one attempt after each quiet period', () => {
  const locked = { failures: 100, lastAttemptAt: AT };
  expect(waitFor(locked, LIMITS, AT + QUIET_MS - 1)).toBe(QUARTER_MS);
  expect(waitFor(locked, LIMITS, AT + QUIET_MS)).toBe(0);
  const again = { failures: 100, lastAttemptAt: AT + QUIET_MS };
  expect(waitFor(again, LIMITS, AT + 2 * QUIET_MS - 1)).toBe(QUARTER_MS);
});

/** Counts the attempts of an attacker who pauses for these times, one after the other. */
function countAdmitted(pauses: readonly number[]): { readonly admitted: number; readonly elapsed: number } {
  let [attempts, now, admitted] = [noAttempts, AT, 0];
  for (const pause of pauses) {
    now += pause;
    if (waitFor(attempts, LIMITS, now) > 0) continue;
    attempts = { failures: failuresAt(attempts, LIMITS, now) + 1, lastAttemptAt: now };
    admitted += 1;
  }
  return { admitted, elapsed: now - AT };
}

test('at most a hundred guesses and one for each quiet period are admitted, however they are spread', () => {
  const pause = fc.oneof(
    fc.nat(QUARTER_MS),
    fc.constantFrom(QUARTER_MS, QUIET_MS - 1, QUIET_MS, QUIET_MS + 1),
    fc.nat(30 * QUIET_MS),
  );
  fc.assert(
    fc.property(fc.array(pause, { maxLength: 600, size: 'max' }), (pauses) => {
      const { admitted, elapsed } = countAdmitted(pauses);
      expect(admitted).toBeLessThanOrEqual(LIMITS.maxFailures + Math.floor(elapsed / QUIET_MS));
    }),
  );
});

test('the fastest attacker gets about 120 attempts a year after the first hundred', () => {
  const fast = Array<number>(100).fill(QUARTER_MS);
  const year = Array<number>(365 * 96).fill(QUARTER_MS);
  const { admitted } = countAdmitted([...fast, ...year]);
  expect(admitted).toBe(100 + 121);
});

test('a wait is between 0 and 15 minutes, and never shrinks with another failure', () => {
  // the clock that dated the last attempt may be ahead
  const sinceLast = fc.oneof(fc.integer({ min: -QUARTER_MS, max: 2 * QUARTER_MS }), fc.nat(200 * QUIET_MS));
  fc.assert(
    fc.property(fc.nat(100_000), sinceLast, (failures, since) => {
      const wait = waitFor({ failures, lastAttemptAt: AT }, LIMITS, AT + since);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(QUARTER_MS);
      const next = waitFor({ failures: failures + 1, lastAttemptAt: AT }, LIMITS, AT + since);
      expect(next).toBeGreaterThanOrEqual(wait);
    }),
  );
});
