/** Disables an account: an operator's command, no route. */

import type { Accounts } from '../accounts/accounts';
import type { NamePointers } from '../accounts/identifiers/name-pointers';
import type { Sessions } from '../sessions/sessions';
import type { AccountAdministration } from './account-administration';
import { findChosenUser, type UserChoice } from './find-user';
import type { RecordAudit } from './record-audit';

/** What the command needs. */
export interface DisableUserDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly administration: Pick<AccountAdministration, 'disable'>;
  readonly names: Pick<NamePointers, 'find'>;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  readonly recordAudit: RecordAudit;
}

/**
 * Makes the operation. First the account is disabled, so that no session starts any more; then its sessions end. Nothing else is
 * deleted, and the name stays taken. It may be run again after a failure, and ends the sessions that an earlier run has left.
 * @returns the username
 * @throws Error saying what to do: an unknown user, or one whose account is being deleted
 */
export function disableUser({
  accounts,
  administration,
  names,
  sessions,
  recordAudit,
}: DisableUserDependencies): (choice: UserChoice) => Promise<string> {
  return async (choice) => {
    const account = await findChosenUser({ names, accounts }, choice);
    const { sub, username, state } = account;
    if (state === 'DELETING') throw new Error(toDeletionMessage(username));
    await recordAudit('operator_disable', { sub });
    if (!(await administration.disable(account))) throw new Error(toDeletionMessage(username));
    await sessions.deleteAll(sub);
    return username;
  };
}

function toDeletionMessage(username: string): string {
  return `The account of "${username}" is being deleted, so it cannot be disabled: sign-in is already impossible`;
}
