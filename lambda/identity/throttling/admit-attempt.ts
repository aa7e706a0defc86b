/** Counts an attempt before it is admitted, so that parallel attempts count as well. */
import { randomUUID } from 'node:crypto';
import { type AttemptReservation, isShared } from './attempt-update';
import { type AttemptLimits, type Attempts, failuresAt, waitFor } from './backoff';

/** An attempt to count. */
export interface AttemptToAdmit {
  /** The attempts recorded so far. */
  readonly seen: Attempts;
  readonly limits: AttemptLimits;
  /** The time in epoch milliseconds. */
  readonly at: number;
  /** Counts it. Returns false when other attempts were counted after the reservation was made. */
  readonly reserve: (reservation: AttemptReservation) => Promise<boolean>;
}

/** Counts an attempt, or returns the milliseconds to wait before it can be admitted. */
export async function admitAttempt({
  seen,
  limits,
  at,
  reserve,
}: AttemptToAdmit): Promise<{ readonly wait: number; readonly counted: Attempts }> {
  const { freeFailures } = limits;
  const failures = failuresAt(seen, limits, at);
  const counted = { failures: failures + 1, lastAttemptAt: at };
  const wait = waitFor(seen, limits, at);
  if (wait > 0) return { wait, counted };
  const reservation = { id: randomUUID(), at, seen, failures, freeFailures };
  if (await reserve(reservation)) return { wait: 0, counted };
  if (failures < freeFailures && !isShared(reservation)) {
    // another attempt has recorded the forgiven failures: this one may still be free
    const settled = { ...seen, failures };
    if (await reserve({ ...reservation, seen: settled })) return { wait: 0, counted };
  }
  // other attempts came first: assume at least one more failure, and that all free ones are used
  const taken = { failures: Math.max(failures + 1, freeFailures), lastAttemptAt: at };
  return { wait: waitFor(taken, limits, at), counted };
}
