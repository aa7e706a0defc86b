/** Revokes one of a user's sessions. */
import { NotFoundError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import { isUuid } from '../../shared/uuid';
import type { Sessions } from './sessions';

/** The dependencies of the revocation. */
export interface EndSessionDependencies {
  readonly sessions: Pick<Sessions, 'find' | 'delete'>;
  readonly log: Log<'session_ended'>;
}

/** A session to revoke, at the request of a session of the same account. */
export interface EndSessionCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  /** The session to revoke; it may be the caller's own. */
  readonly sid: string;
  readonly source: ClientInfo;
}

/**
 * Returns the operation.
 * @throws NotFoundError also for a session of another account: the key is built from the caller's own id
 */
export function endSession({
  sessions,
  log,
}: EndSessionDependencies): (command: EndSessionCommand) => Promise<void> {
  return async ({ caller: { sub, sid }, sid: endedSid, source }) => {
    const key = { sub, sid: endedSid };
    // read first: with a condition on the deletion, a retry after a lost response would report the session as
    // missing
    const session = isUuid(key.sid) ? await sessions.find(key) : undefined;
    if (!session) throw new NotFoundError('The session does not exist');
    await sessions.delete(key);
    log('session_ended', { sub, sid, endedSid, sourceIp: source.ip, requestId: source.requestId });
  };
}
