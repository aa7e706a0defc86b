/** Ends the sessions that are older than their account's security version, and notes that this is done. */
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import type { Sessions } from './sessions';

/** What the sweep needs. */
export interface SweepDependencies {
  readonly accounts: Pick<Accounts, 'markSessionsRevoked'>;
  readonly sessions: Pick<Sessions, 'adoptSecurityVersion' | 'deleteOutdated'>;
}

/** Lets the session live that the account keeps, ends all others of lower versions, and may be repeated. */
export async function endOutdatedSessions(
  { accounts, sessions }: SweepDependencies,
  account: Account,
): Promise<void> {
  const { sub, kept, securityVersion } = account;
  if (kept) await sessions.adoptSecurityVersion({ sub, sid: kept.sid }, kept.fromVersion, securityVersion);
  await sessions.deleteOutdated(sub, securityVersion);
  await accounts.markSessionsRevoked(account, securityVersion);
}
