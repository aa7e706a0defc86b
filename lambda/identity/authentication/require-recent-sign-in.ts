/** Asks for a password that was verified a short time ago, before what cannot be taken back. */
import { ReauthenticationRequiredError } from '../../shared/errors';
import type { Caller } from '../../shared/http/request';

/** How recent it must be. */
export interface RecencyRule {
  readonly reauthenticationSeconds: number;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** @throws ReauthenticationRequiredError when the caller's password was verified too long ago: a refresh does not verify it */
export function requireRecentSignIn(
  { reauthenticationSeconds, now }: RecencyRule,
  { authTime }: Pick<Caller, 'authTime'>,
): void {
  if (Math.floor(now() / 1000) - authTime > reauthenticationSeconds) {
    throw new ReauthenticationRequiredError('The password was verified too long ago');
  }
}
