/** Signs a user out of one of their sessions. */
import { NotFoundError } from '../../shared/errors';
import type { SessionKey } from './session';
import type { Sessions } from './sessions';

const SESSION_ID = /^[0-9a-f-]{36}$/;

/**
 * Makes the operation.
 * @throws NotFoundError also for a session of another account: its key is built from the caller's own id
 */
export function endSession({
  sessions,
}: {
  readonly sessions: Pick<Sessions, 'find' | 'delete'>;
}): (key: SessionKey) => Promise<void> {
  return async (key) => {
    // read first: a condition on the deletion would call an applied one missing when only its answer was lost
    const session = SESSION_ID.test(key.sid) ? await sessions.find(key) : undefined;
    if (!session) throw new NotFoundError('There is no such session');
    await sessions.delete(key);
  };
}
