/** Signs a user out of all their sessions. */

import type { Log } from '../../shared/log';
import { type EndAllSessionsDependencies, endAllSessions } from './end-all-sessions';
import type { SignOutCommand } from './sign-out';

/** The dependencies of the operation. */
export interface SignOutEverywhereDependencies extends EndAllSessionsDependencies {
  readonly log: Log<'signed_out_everywhere'>;
}

/** Returns the operation. It may be repeated after a failure. */
export function signOutEverywhere(
  deps: SignOutEverywhereDependencies,
): (command: SignOutCommand) => Promise<void> {
  const endAll = endAllSessions(deps);
  return async ({ caller: { sub, sid }, source }) => {
    await endAll({ sub, sid });
    deps.log('signed_out_everywhere', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
  };
}
