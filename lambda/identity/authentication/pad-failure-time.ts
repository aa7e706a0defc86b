/** Makes failed sign-ins take the same time, whether or not another system was asked about the password. */
import { hasCode } from '../../shared/errors';

/** The minimum time of a failed sign-in, in milliseconds: far above Cognito's usual response time. */
const LEAST_REFUSAL_MS = 1_000;

/** A clock, and a way to wait. */
export interface RefusalClock {
  /** The time in milliseconds. */
  readonly now: () => number;
  readonly sleep: (millis: number) => Promise<unknown>;
}

/**
 * Wraps a sign-in, so that a wrong password or an unknown username is reported no sooner than after one
 * second.
 */
export function padFailureTime<Command, Answer>(
  signIn: (command: Command) => Promise<Answer>,
  { now, sleep }: RefusalClock,
): (command: Command) => Promise<Answer> {
  return async (command) => {
    const begun = now();
    try {
      return await signIn(command);
    } catch (error) {
      const wait = begun + LEAST_REFUSAL_MS - now();
      if (hasCode(error, 'INVALID_CREDENTIALS') && wait > 0) await sleep(wait);
      throw error;
    }
  };
}
