import fc from 'fast-check';
import { noAttempts, waitFor } from '../../../../lambda/identity/throttling/backoff';

const LIMITS = { freeFailures: 5, maxFailures: 100 };
const AT = Date.UTC(2026, 0, 2);
const QUARTER_MS = 15 * 60_000;

test('who has tried nothing waits for nothing', () => {
  expect(waitFor(noAttempts, LIMITS, AT)).toBe(0);
});

test.each([
  [0, 0],
  [1, 0],
  [4, 0],
  [5, 1],
  [6, 2],
  [7, 4],
  [10, 32],
  [14, 512],
  [15, 900],
  [16, 900],
  [99, 900],
  [100, 900],
  [101, 900],
])('after %d failures the wait is %d s', (failures, seconds) => {
  expect(waitFor({ failures, lastAttemptAt: AT }, LIMITS, AT)).toBe(seconds * 1000);
});

test('the wait runs from the last attempt on, and is over to the millisecond', () => {
  const attempts = { failures: 7, lastAttemptAt: AT };
  expect(waitFor(attempts, LIMITS, AT + 1500)).toBe(2500);
  expect(waitFor(attempts, LIMITS, AT + 3999)).toBe(1);
  expect(waitFor(attempts, LIMITS, AT + 4000)).toBe(0);
});

test('the last failure but one is waited for; from the hundredth on no waiting helps', () => {
  const yearsLater = AT + 10 * 365 * 86_400_000;
  expect(waitFor({ failures: 99, lastAttemptAt: AT }, LIMITS, yearsLater)).toBe(0);
  expect(waitFor({ failures: 100, lastAttemptAt: AT }, LIMITS, yearsLater)).toBe(QUARTER_MS);
});

test('no wait is negative or longer than a quarter of an hour, and none shrinks with another failure', () => {
  // the clock that dated the last attempt may be ahead
  const sinceLast = fc.integer({ min: -QUARTER_MS, max: 2 * QUARTER_MS });
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
