/** Requires a recently verified password before changes that cannot be undone. */
import { ReauthenticationRequiredError } from '../../shared/errors';
import type { Caller } from '../../shared/http/request';

/** How recent the verification must be. */
export interface RecencyRule {
  readonly reauthenticationSeconds: number;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Checks when the caller's password was last verified. A refresh does not verify it.
 * @throws ReauthenticationRequiredError when that was too long ago
 */
export function requireRecentSignIn(
  { reauthenticationSeconds, now }: RecencyRule,
  { authTime }: Pick<Caller, 'authTime'>,
): void {
  if (Math.floor(now() / 1000) - authTime > reauthenticationSeconds) {
    throw new ReauthenticationRequiredError('The password was verified too long ago');
  }
}
