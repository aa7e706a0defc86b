/** How an attempt is counted in DynamoDB: the condition on which it is let through. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Attempts } from './attempts';

/** An attempt about to be made. */
export interface AttemptReservation {
  /** When, in epoch milliseconds. */
  readonly at: number;
  /** What was known when it was let through. */
  readonly seen: Attempts;
  /** So many failures cost no wait. */
  readonly freeFailures: number;
}

/** The parts of the update. */
export interface ReservationUpdate {
  /** Builds the condition from the paths of the two attributes. */
  condition(failures: string, lastAttemptAt: string): string;
  /** `:one` and `:at`, and what the condition compares with. */
  readonly values: Readonly<Record<string, AttributeValue>>;
}

/**
 * While failures cost no wait, any number of attempts may be under way at once, up to the free ones; from then on each has to be
 * the only one since what was seen, so that of parallel guesses one is let through.
 */
export function reservationUpdate({ at, seen, freeFailures }: AttemptReservation): ReservationUpdate {
  const always = { ':one': { N: '1' }, ':at': { N: String(at) } };
  if (seen.failures < freeFailures) {
    return {
      condition: (failures) => `${failures} < :free`,
      values: { ...always, ':free': { N: String(freeFailures) } },
    };
  }
  return {
    condition: (failures, lastAttemptAt) => `${failures} = :seen AND ${lastAttemptAt} = :seenAt`,
    values: {
      ...always,
      ':seen': { N: String(seen.failures) },
      ':seenAt': { N: String(seen.lastAttemptAt) },
    },
  };
}

/** Reads attempts from an item or a map; none when there is none. */
export function toAttempts(item: Readonly<Record<string, AttributeValue>> | undefined): Attempts {
  return {
    failures: Number(item?.failures?.N ?? 0),
    lastAttemptAt: Number(item?.lastAttemptAt?.N ?? 0),
  };
}
