/** Enables an account that was disabled. A command for operators, without a route. */

import type { Accounts } from '../accounts/accounts';
import type { IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import type { Sessions } from '../sessions/sessions';
import type { AccountAdministration } from './account-administration';
import { findChosenUser, type UserChoice } from './find-user';
import type { RecordAudit } from './record-audit';

/** The dependencies of the command. */
export interface EnableUserDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly administration: Pick<AccountAdministration, 'enable'>;
  readonly names: Pick<IdentifierPointers, 'find'>;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  readonly recordAudit: RecordAudit;
}

/**
 * Returns the operation. The password stays the same. Sessions stay revoked: the operation first deletes
 * those that an interrupted `users:disable` has left. It may be repeated after a failure, and does not change
 * an active account.
 * @returns the username
 * @throws Error with advice: an unknown user, one whose account is being deleted, or a concurrent change
 */
export function enableUser({
  accounts,
  administration,
  names,
  sessions,
  recordAudit,
}: EnableUserDependencies): (choice: UserChoice) => Promise<string> {
  return async (choice) => {
    const account = await findChosenUser({ names, accounts }, choice);
    const { sub, username, state } = account;
    if (state === 'DELETING') {
      throw new Error(`The account of "${username}" is being deleted, so it cannot be enabled`);
    }
    await recordAudit('operator_enable', { sub });
    // also when it is being disabled at this moment: this run then counts as the earlier one
    if (state === 'ACTIVE') return username;
    await sessions.deleteAll(sub);
    if (!(await administration.enable(account))) {
      throw new Error(
        `Another request changed the account of "${username}" at the same time: run the command again`,
      );
    }
    return username;
  };
}
