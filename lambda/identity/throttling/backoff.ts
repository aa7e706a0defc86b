/** The rule of consecutive failures: whether a password may be tried again, and when. */

/** The recorded attempts on one account, or with one device. */
export interface Attempts {
  /** Consecutive attempts that have not succeeded, as last counted. Attempts in progress are included. */
  readonly failures: number;
  /** When the last attempt was made, in epoch milliseconds. 0 when there was none. */
  readonly lastAttemptAt: number;
}

/** The limits of attempts. */
export interface AttemptLimits {
  /** The number of failures that cause no wait. */
  readonly freeFailures: number;
  /** The number of failures at which no attempt is admitted until a failure is forgiven. */
  readonly maxFailures: number;
  /**
   * One failure is forgiven for each period of this length without an attempt, in milliseconds. It is longer
   * than the longest wait.
   */
  readonly quietPeriodMs: number;
}

/** The absence of attempts. */
export const noAttempts: Attempts = { failures: 0, lastAttemptAt: 0 };

/**
 * The longest wait, in milliseconds. A locked account reports it too, so the response does not distinguish
 * the two.
 */
const MAX_WAIT_MS = 15 * 60 * 1000;

/**
 * Returns the failures that still count: those last counted, minus one for each quiet period since. In any
 * span of time, at most `maxFailures` attempts and one for each quiet period are admitted, however they are
 * spread.
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
 * Returns the milliseconds until the next attempt is admitted; 0 when it is admitted now. The wait starts at
 * one second and doubles with every failure (NIST SP 800-63B-4 section 3.2.2, throttling).
 */
export function waitFor(attempts: Attempts, limits: AttemptLimits, now: number): number {
  const failures = failuresAt(attempts, limits, now);
  if (failures >= limits.maxFailures) return MAX_WAIT_MS;
  if (failures < limits.freeFailures) return 0;
  const wait = Math.min(MAX_WAIT_MS, 1000 * 2 ** Math.min(failures - limits.freeFailures, 20));
  return Math.max(0, Math.min(wait, attempts.lastAttemptAt + wait - now));
}
