/** Counts an attempt in DynamoDB, under the condition that admits it. */
import type { Attributes, Value } from '../../shared/table/attributes';
import type { Attempts } from './backoff';

/** An attempt to count. */
export interface AttemptReservation {
  /** A unique id of the attempt. */
  readonly id: string;
  /** When the attempt is made, in epoch milliseconds. */
  readonly at: number;
  /** The attempts that were known when it was admitted. */
  readonly seen: Attempts;
  /** The failures of `seen` that time has not forgiven by then. */
  readonly failures: number;
  /** The number of failures that cause no wait. */
  readonly freeFailures: number;
}

/** The parts of the update. The caller passes the paths of the two attributes that it changes. */
export interface ReservationUpdate {
  condition(failures: string, lastAttemptAt: string): string;
  /** Returns a list of assignments. */
  assignments(failures: string, lastAttemptAt: string): string;
  readonly values: Readonly<Record<string, Value>>;
}

/**
 * Whether other attempts may run at the same time. That requires a remaining free attempt, and no forgiven
 * failures that this write must record.
 */
export function isShared({
  seen,
  failures,
  freeFailures,
}: Pick<AttemptReservation, 'seen' | 'failures' | 'freeFailures'>): boolean {
  return failures < freeFailures && failures === seen.failures;
}

/**
 * Returns the update for an attempt.
 *
 * While failures cause no wait, attempts may run in parallel, up to the number of free ones. After that, each
 * must be the only one since the attempts were read: of parallel guesses, one is admitted. The same applies
 * to an attempt that records forgiven failures. Otherwise two of them would forgive the same failure twice.
 *
 * A retry inside the SDK after a lost response is admitted by the id that it finds. It counts twice while
 * attempts are free, and once after that.
 */
export function reservationUpdate(reservation: AttemptReservation): ReservationUpdate {
  const { id, at, seen, failures: counted, freeFailures } = reservation;
  const assignments = (lastAttemptAt: string) => `${lastAttemptAt} = :at, attemptId = :id`;
  const always = { ':id': id, ':at': at };
  if (isShared(reservation)) {
    return {
      condition: (failures) => `(${failures} < :free OR attemptId = :id)`,
      assignments: (failures, lastAttemptAt) =>
        `${assignments(lastAttemptAt)}, ${failures} = if_not_exists(${failures}, :zero) + :one`,
      values: { ...always, ':free': freeFailures, ':zero': 0, ':one': 1 },
    };
  }
  return {
    condition: (failures, lastAttemptAt) =>
      `(${failures} = :seen AND ${lastAttemptAt} = :seenAt OR ${failures} = :next AND attemptId = :id)`,
    assignments: (failures, lastAttemptAt) => `${assignments(lastAttemptAt)}, ${failures} = :next`,
    values: {
      ...always,
      ':seen': seen.failures,
      ':seenAt': seen.lastAttemptAt,
      ':next': counted + 1,
    },
  };
}

/** Reads attempts from an item or a map. Returns no attempts when it is undefined. */
export function toAttempts(item: Attributes | undefined): Attempts {
  return {
    failures: Number(item?.failures?.N ?? 0),
    lastAttemptAt: Number(item?.lastAttemptAt?.N ?? 0),
  };
}
