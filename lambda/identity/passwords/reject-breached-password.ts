/**
 * Rejects a new password that is known from a data breach. The request must be counted first, because this
 * calls another service.
 */
import { ValidationError } from '../../shared/errors';
import type { Log } from '../../shared/log';
import type { IsBreached } from './breached-passwords';

/** The dependencies of the rejection. */
export interface BreachRefusalDependencies {
  /** @default - no service is asked */
  readonly isBreached?: IsBreached | undefined;
  readonly log: Log;
}

/**
 * Checks a new password.
 * @param pointer the location of the password in the body: a JSON Pointer in URI fragment form
 * @throws ValidationError in words that reveal nothing about the password
 */
export type RejectBreachedPassword = (password: string, pointer: string) => Promise<void>;

/** Creates the rejection. It accepts the password when the service does not answer. */
export function createBreachedPasswordRejection({
  isBreached,
  log,
}: BreachRefusalDependencies): RejectBreachedPassword {
  return async (password, pointer) => {
    if (!isBreached) return;
    const breached = await isBreached(password);
    if (breached) {
      const detail = 'is known from a data breach: choose another';
      throw new ValidationError([{ pointer, detail }]);
    }
    if (breached === undefined) log('breach_check_failed', {});
  };
}
