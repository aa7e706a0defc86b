/** Enables an account that was disabled: an operator's command, no route. */

import type { Accounts } from '../accounts/accounts';
import type { NamePointers } from '../accounts/identifiers/name-pointers';
import type { Sessions } from '../sessions/sessions';
import type { AccountAdministration } from './account-administration';
import { findChosenUser, type UserChoice } from './find-user';
import type { RecordAudit } from './record-audit';

/** What the command needs. */
export interface EnableUserDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly administration: Pick<AccountAdministration, 'enable'>;
  readonly names: Pick<NamePointers, 'find'>;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  readonly recordAudit: RecordAudit;
}

/**
 * Makes the operation. The same password works as before. Sessions stay ended: those that an interrupted run of `users:disable` has
 * left end before the account is enabled. It may be run again after a failure, and changes nothing of an account that is active.
 * @returns the username
 * @throws Error saying what to do: an unknown user, one whose account is being deleted, or a change meanwhile
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
    // also when it is being disabled right now: then this run was the first of the two
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
