/** How an attempt is counted in DynamoDB: the condition on which it is let through. */
import type { Attributes, Value } from '../../shared/table/attributes';
import type { Attempts } from './backoff';

/** An attempt about to be made. */
export interface AttemptReservation {
  /** No other attempt has it. */
  readonly id: string;
  /** When, in epoch milliseconds. */
  readonly at: number;
  /** What was known when it was let through. */
  readonly seen: Attempts;
  /** The failures of `seen` that were not forgiven by then. */
  readonly failures: number;
  /** So many failures cost no wait. */
  readonly freeFailures: number;
}

/** The parts of the update, of which the two counting attributes are named by their paths. */
export interface ReservationUpdate {
  condition(failures: string, lastAttemptAt: string): string;
  /** A list of assignments. */
  assignments(failures: string, lastAttemptAt: string): string;
  readonly values: Readonly<Record<string, Value>>;
}

/** Whether other attempts may be under way at the same time: a free one is left, and none is to be forgiven with this write. */
export function isShared({
  seen,
  failures,
  freeFailures,
}: Pick<AttemptReservation, 'seen' | 'failures' | 'freeFailures'>): boolean {
  return failures < freeFailures && failures === seen.failures;
}

/**
 * While failures cost no wait, any number of attempts may be under way at once, up to the free ones; from then on each must be
 * the only one since what was seen, so that of parallel guesses one is let through. So must one that writes down what was forgiven,
 * or two of them would forgive the same failure twice. A retry inside the SDK, whose first answer was
 * lost, is let through by the id that it finds: it counts twice while attempts are free, and once from then on.
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

/** Reads attempts from an item or a map; none when there is none. */
export function toAttempts(item: Attributes | undefined): Attempts {
  return {
    failures: Number(item?.failures?.N ?? 0),
    lastAttemptAt: Number(item?.lastAttemptAt?.N ?? 0),
  };
}
