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
 * @throws Error saying what to do: an unknown user, or one whose account is being deleted
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
    if (state === 'DELETING') throw new Error(toDeletionMessage(username));
    await recordAudit('operator_enable', { sub });
    if (state === 'DISABLED') await sessions.deleteAll(sub);
    if (!(await administration.enable(account))) throw new Error(toDeletionMessage(username));
    return username;
  };
}

function toDeletionMessage(username: string): string {
  return `The account of "${username}" is being deleted, so it cannot be enabled`;
}
