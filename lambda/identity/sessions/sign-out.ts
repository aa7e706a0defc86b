/** Signs a user out of the session that makes the request. */

import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import type { Sessions } from './sessions';

/** The dependencies of a sign-out. */
export interface SignOutDependencies {
  readonly sessions: Pick<Sessions, 'delete'>;
  readonly log: Log<'signed_out'>;
}

/** A sign-out. */
export interface SignOutCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  readonly source: ClientInfo;
}

/** Returns the operation. It may be repeated: a session that was already deleted stays deleted. */
export function signOut({ sessions, log }: SignOutDependencies): (command: SignOutCommand) => Promise<void> {
  return async ({ caller: { sub, sid }, source }) => {
    await sessions.delete({ sub, sid });
    log('signed_out', { sub, sid, sourceIp: source.ip, requestId: source.requestId });
  };
}
