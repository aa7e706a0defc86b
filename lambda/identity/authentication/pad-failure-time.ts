/** Lets refused sign-ins take one time, whether or not another system was asked about the password. */
import { hasCode } from '../../shared/errors';

/** Far above what Cognito takes for an answer, as a rule. */
const LEAST_REFUSAL_MS = 1_000;

/** The time, and a way to let it pass. */
export interface RefusalClock {
  /** Milliseconds. */
  readonly now: () => number;
  readonly sleep: (millis: number) => Promise<unknown>;
}

/** Wraps the operation: a wrong password and a name that nobody has are told after a second, no sooner. */
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
