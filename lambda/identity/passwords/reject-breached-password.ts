/** Refuses a new password that is known from a breach: after the request was counted, since another service is asked. */
import { ValidationError } from '../../shared/errors';
import type { Log } from '../../shared/log';
import type { IsBreached } from './breached-passwords';

/** What the refusal needs. */
export interface BreachRefusalDependencies {
  /** @default - nobody is asked */
  readonly isBreached?: IsBreached | undefined;
  readonly log: Log;
}

/**
 * @param pointer where the password stands in the body: a JSON Pointer in its URI fragment form
 * @throws ValidationError in words that tell nothing of the password
 */
export type RejectBreachedPassword = (password: string, pointer: string) => Promise<void>;

/** Makes the refusal. A password of which nobody can say anything passes. */
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
