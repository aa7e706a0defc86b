/** The rule of consecutive failures: after which a password may be tried again, and when. */

/** What is known of the attempts on one account, or with one device. */
export interface Attempts {
  /** Consecutive ones that have not succeeded; those under way count. */
  readonly failures: number;
  /** The last one, in epoch milliseconds; 0: there was none. */
  readonly lastAttemptAt: number;
}

/** How many attempts are let through. */
export interface AttemptLimits {
  /** So many failures cost no wait. */
  readonly freeFailures: number;
  /** From so many failures on, no attempt is let through any more. */
  readonly maxFailures: number;
}

/** No attempts. */
export const noAttempts: Attempts = { failures: 0, lastAttemptAt: 0 };

/** The longest wait, in milliseconds; also told to those whom no waiting helps, so that the two look alike. */
const MAX_WAIT_MS = 15 * 60 * 1000;

/**
 * Milliseconds until the next attempt is let through; 0: now. The wait begins with a second and doubles with every failure
 * (NIST SP 800-63B-4 section 3.2.2, throttling).
 */
export function waitFor(
  { failures, lastAttemptAt }: Attempts,
  { freeFailures, maxFailures }: AttemptLimits,
  now: number,
): number {
  if (failures >= maxFailures) return MAX_WAIT_MS;
  if (failures < freeFailures) return 0;
  const wait = Math.min(MAX_WAIT_MS, 1000 * 2 ** Math.min(failures - freeFailures, 20));
  // the clock that dated the last attempt may be ahead of this one
  return Math.max(0, Math.min(wait, lastAttemptAt + wait - now));
}
