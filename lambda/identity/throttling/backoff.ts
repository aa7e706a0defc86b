/** The rule of consecutive failures: after which a password may be tried again, and when. */

/** What is known of the attempts on one account, or with one device. */
export interface Attempts {
  /** Consecutive ones that have not succeeded, as they were counted last; those under way count. */
  readonly failures: number;
  /** The last one, in epoch milliseconds; 0: there was none. */
  readonly lastAttemptAt: number;
}

/** How many attempts are let through. */
export interface AttemptLimits {
  /** So many failures cost no wait. */
  readonly freeFailures: number;
  /** At so many failures no attempt is let through until one of them is forgiven. */
  readonly maxFailures: number;
  /** One failure is forgiven for each such period without an attempt, in milliseconds. Longer than the longest wait. */
  readonly quietPeriodMs: number;
}

/** No attempts. */
export const noAttempts: Attempts = { failures: 0, lastAttemptAt: 0 };

/** The longest wait, in milliseconds; also what a locked account answers, so that the answer does not tell the two apart. */
const MAX_WAIT_MS = 15 * 60 * 1000;

/**
 * Returns the failures that still count: those that were counted last, less one for each quiet period since. In any span of time
 * at most `maxFailures` attempts and one for each quiet period are let through, however they are spread.
 */
export function failuresAt(
  { failures, lastAttemptAt }: Attempts,
  { quietPeriodMs }: Pick<AttemptLimits, 'quietPeriodMs'>,
  now: number,
): number {
  // the clock that dated the last attempt may be ahead of this one
  const quietPeriods = Math.max(0, Math.floor((now - lastAttemptAt) / quietPeriodMs));
  return Math.max(0, failures - quietPeriods);
}

/**
 * Milliseconds until the next attempt is let through; 0: now. The wait begins with a second and doubles with every failure
 * (NIST SP 800-63B-4 section 3.2.2, throttling).
 */
export function waitFor(attempts: Attempts, limits: AttemptLimits, now: number): number {
  const failures = failuresAt(attempts, limits, now);
  if (failures >= limits.maxFailures) return MAX_WAIT_MS;
  if (failures < limits.freeFailures) return 0;
  const wait = Math.min(MAX_WAIT_MS, 1000 * 2 ** Math.min(failures - limits.freeFailures, 20));
  return Math.max(0, Math.min(wait, attempts.lastAttemptAt + wait - now));
}
