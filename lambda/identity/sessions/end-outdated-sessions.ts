/** Deletes the sessions below their account's security version, and records that this is done. */
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import type { Sessions } from './sessions';

/** The dependencies of the deletion. */
export interface SweepDependencies {
  readonly accounts: Pick<Accounts, 'markSessionsRevoked'>;
  readonly sessions: Pick<Sessions, 'adoptSecurityVersion' | 'deleteOutdated'>;
}

/**
 * Keeps the session that the account keeps, and deletes all others of lower versions. Callers may repeat it.
 */
export async function endOutdatedSessions(
  { accounts, sessions }: SweepDependencies,
  account: Account,
): Promise<void> {
  const { sub, kept, securityVersion } = account;
  if (kept) await sessions.adoptSecurityVersion({ sub, sid: kept.sid }, kept.fromVersion, securityVersion);
  await sessions.deleteOutdated(sub, securityVersion);
  await accounts.markSessionsRevoked(account, securityVersion);
}
