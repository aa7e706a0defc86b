/** Signs a user out of one of their sessions. */
import { NotFoundError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import type { Log } from '../../shared/log';
import { isUuid } from '../../shared/uuid';
import type { Sessions } from './sessions';

/** What ending a session needs. */
export interface EndSessionDependencies {
  readonly sessions: Pick<Sessions, 'find' | 'delete'>;
  readonly log: Log<'session_ended'>;
}

/** A session to end, by one of the same account. */
export interface EndSessionCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  /** The session to end; it may be the caller's own. */
  readonly sid: string;
  readonly source: ClientInfo;
}

/**
 * Makes the operation.
 * @throws NotFoundError also for a session of another account: its key is built from the caller's own id
 */
export function endSession({
  sessions,
  log,
}: EndSessionDependencies): (command: EndSessionCommand) => Promise<void> {
  return async ({ caller: { sub, sid }, sid: endedSid, source }) => {
    const key = { sub, sid: endedSid };
    // read first: a condition on the deletion would call an applied one missing when only its answer was lost
    const session = isUuid(key.sid) ? await sessions.find(key) : undefined;
    if (!session) throw new NotFoundError('The session does not exist');
    await sessions.delete(key);
    log('session_ended', { sub, sid, endedSid, sourceIp: source.ip, requestId: source.requestId });
  };
}
