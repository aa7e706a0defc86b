/** Signs a user out everywhere. */
import type { Accounts } from '../accounts/accounts';
import type { SessionKey } from './session';
import type { Sessions } from './sessions';

/** What the operation needs. */
export interface EndAllSessionsDependencies {
  readonly accounts: Pick<Accounts, 'raiseSecurityVersion' | 'markSessionsRevoked'>;
  readonly sessions: Pick<Sessions, 'delete' | 'deleteAll' | 'deleteOutdated'>;
}

/** Whose sessions end, and which of them asks for it. */
export type EndAllSessionsCommand = Pick<SessionKey, 'sub'> & Partial<Pick<SessionKey, 'sid'>>;

/**
 * Makes the operation. It raises the account's security version, so that no sign-in that is under way outlives it and the next
 * one finishes what an interruption leaves; then it ends the older sessions, the caller's last, so that the caller can repeat the
 * request until all others are over.
 */
export function endAllSessions({
  accounts,
  sessions,
}: EndAllSessionsDependencies): (command: EndAllSessionsCommand) => Promise<void> {
  return async ({ sub, sid }) => {
    const version = await accounts.raiseSecurityVersion(sub);
    if (version === undefined) {
      // the account is gone, and what is left of its sessions goes
      await sessions.deleteAll(sub);
      return;
    }
    await sessions.deleteOutdated(sub, version, sid);
    if (sid !== undefined) await sessions.delete({ sub, sid });
    await accounts.markSessionsRevoked({ sub }, version);
  };
}
