/** Deletes an account that a restored table has brought back: an operator's command, no route. */

import type { Accounts } from '../accounts/accounts';
import { type DeletionDependencies, eraseAccount, eraseData } from '../accounts/delete-account';
import type { RecordAudit } from './record-audit';

/** What the operation needs. */
export interface ReapplyDeletionDependencies
  extends Pick<DeletionDependencies, 'names' | 'sessions' | 'data' | 'now'> {
  readonly accounts: Pick<Accounts, 'find' | 'markDeleting' | 'delete'>;
  /** Whether to look alone, and delete nothing. */
  readonly dryRun: boolean;
  readonly recordAudit: RecordAudit;
}

/** Whether the table had the account, or what an interrupted deletion may have left of it. */
export type ReapplyOutcome = 'deleted' | 'absent';

/** The longest that a stage may choose: which stage a table belongs to is not stored in it. */
const LONGEST_ACCESS_TOKEN_SECONDS = 86_400;

const unhurried = () => true;

/**
 * Makes the operation, which takes the `sub` of an account that was deleted. It may be run again after a failure. Where there is
 * no account, it removes what is left by a deletion during which the table was copied.
 */
export function reapplyDeletion({
  accounts,
  names,
  sessions,
  data,
  now,
  recordAudit,
  dryRun,
}: ReapplyDeletionDependencies): (sub: string) => Promise<ReapplyOutcome> {
  const erasure = {
    accounts,
    names,
    sessions,
    data,
    now,
    tokens: { accessTokenSeconds: LONGEST_ACCESS_TOKEN_SECONDS },
    // from the log it comes
    log: () => {},
  };
  return async (sub) => {
    const account = await accounts.find(sub);
    if (!dryRun) await recordAudit('operator_account_deletion', { sub });
    if (account) {
      const source = { requestId: 'users:reapply-deletions', ip: '' };
      if (!dryRun) await eraseAccount(erasure, { account, by: 'operator', source, hasTime: unhurried });
      return 'deleted';
    }
    if (!dryRun) {
      await sessions.deleteAll(sub);
      await eraseData(data, { sub, hasTime: unhurried });
    }
    return 'absent';
  };
}
