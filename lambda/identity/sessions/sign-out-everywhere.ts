/** Signs a user out of all their sessions. */

import type { Log } from '../../shared/log';
import type { Sessions } from './sessions';
import type { SignOutCommand } from './sign-out';

/** What it needs. */
export interface SignOutEverywhereDependencies {
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  readonly log: Log<'signed_out_everywhere'>;
}

/** Makes the operation. It may be repeated after a failure. */
export function signOutEverywhere({
  sessions,
  log,
}: SignOutEverywhereDependencies): (command: SignOutCommand) => Promise<void> {
  return async ({ caller: { sub, sid }, source }) => {
    await sessions.deleteAll(sub);
    log('signed_out_everywhere', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
  };
}
