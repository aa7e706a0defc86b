/** Revokes all sessions of a user. */
import type { Accounts } from '../accounts/accounts';
import type { SessionKey } from './session';
import type { Sessions } from './sessions';

/** The dependencies of the operation. */
export interface EndAllSessionsDependencies {
  readonly accounts: Pick<Accounts, 'raiseSecurityVersion' | 'markSessionsRevoked'>;
  readonly sessions: Pick<Sessions, 'delete' | 'deleteAll' | 'deleteOutdated'>;
}

/** Whose sessions to revoke, and the session that asks for it, if any. */
export type EndAllSessionsCommand = Pick<SessionKey, 'sub'> & Partial<Pick<SessionKey, 'sid'>>;

/**
 * Returns the operation. It first raises the account's security version. So every sign-in in progress is
 * revoked too, and after an interruption the next sign-in revokes the remaining sessions. Then it deletes the
 * older sessions, the caller's own last, so the caller can repeat the request until all others are deleted.
 */
export function endAllSessions({
  accounts,
  sessions,
}: EndAllSessionsDependencies): (command: EndAllSessionsCommand) => Promise<void> {
  return async ({ sub, sid }) => {
    const version = await accounts.raiseSecurityVersion(sub);
    if (version === undefined) {
      // the account no longer exists: delete what is left of its sessions
      await sessions.deleteAll(sub);
      return;
    }
    await sessions.deleteOutdated(sub, version, sid);
    if (sid !== undefined) await sessions.delete({ sub, sid });
    await accounts.markSessionsRevoked({ sub }, version);
  };
}
