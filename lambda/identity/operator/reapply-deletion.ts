/** Deletes an account that a restored table has brought back. A command for operators, without a route. */

import type { Accounts } from '../accounts/accounts';
import { type DeletionDependencies, eraseAccount, eraseData } from '../accounts/delete-account';
import type { RecordAudit } from './record-audit';

/** The dependencies of the operation. */
export interface ReapplyDeletionDependencies
  extends Pick<DeletionDependencies, 'names' | 'emails' | 'sessions' | 'data' | 'now'> {
  readonly accounts: Pick<Accounts, 'find' | 'markDeleting' | 'delete'>;
  /** Whether to only look the account up, and delete nothing. */
  readonly dryRun: boolean;
  readonly recordAudit: RecordAudit;
}

/** Whether the table had the account. `absent`: it had at most what an interrupted deletion left. */
export type ReapplyOutcome = 'deleted' | 'absent';

/** The longest lifetime that a stage may set: the table does not store which stage it belongs to. */
const LONGEST_ACCESS_TOKEN_SECONDS = 86_400;

const unhurried = () => true;

/**
 * Returns the operation. Its parameter is the `sub` of an account that was deleted. It may be repeated after
 * a failure. If the account does not exist, it deletes the remaining data: the table may have been copied
 * during the deletion.
 */
export function reapplyDeletion({
  accounts,
  names,
  emails,
  sessions,
  data,
  now,
  recordAudit,
  dryRun,
}: ReapplyDeletionDependencies): (sub: string) => Promise<ReapplyOutcome> {
  const erasure = {
    accounts,
    names,
    emails,
    sessions,
    data,
    now,
    tokens: { accessTokenSeconds: LONGEST_ACCESS_TOKEN_SECONDS },
    // the log already has this deletion
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
