/** Deletes an account that a restored table has brought back: an operator's command, no route. */

import type { Account } from '../accounts/account';
import { type DeletionDependencies, eraseAccount, eraseData } from '../accounts/delete-account';
import type { RecordAudit } from './record-audit';

/** What the operation needs. */
export interface ReapplyDeletionDependencies
  extends Pick<DeletionDependencies, 'accounts' | 'sessions' | 'data' | 'now'> {
  readonly recordAudit: RecordAudit;
}

/** An account that was deleted. */
export interface DeletedAccount {
  readonly sub: string;
  /** What the table has of it. @default - no account is left */
  readonly account?: Account;
}

/** The longest that a stage may choose: which stage a table belongs to does not stand in it. */
const LONGEST_ACCESS_TOKEN_SECONDS = 86_400;

const unhurried = () => true;

/**
 * Makes the operation. It may be run again after a failure. Without a account it removes what the interruption of a deletion, to
 * whose very middle a table was restored, has left.
 */
export function reapplyDeletion({
  accounts,
  sessions,
  data,
  now,
  recordAudit,
}: ReapplyDeletionDependencies): (account: DeletedAccount) => Promise<void> {
  const erasure = {
    accounts,
    sessions,
    data,
    now,
    tokens: { accessTokenSeconds: LONGEST_ACCESS_TOKEN_SECONDS },
    // from the log it comes
    log: () => {},
  };
  return async ({ sub, account }) => {
    await recordAudit('operator_account_deletion', { sub });
    if (account) {
      const source = { requestId: 'users:reapply-deletions', ip: '' };
      await eraseAccount(erasure, { account, source, hasTime: unhurried });
      return;
    }
    await sessions.deleteAll(sub);
    await eraseData(data, { sub, hasTime: unhurried });
  };
}
