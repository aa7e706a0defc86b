/** Disables an account. A command for operators, without a route. */

import type { Accounts } from '../accounts/accounts';
import type { IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import type { Sessions } from '../sessions/sessions';
import type { AccountAdministration } from './account-administration';
import { findChosenUser, type UserChoice } from './find-user';
import type { RecordAudit } from './record-audit';

/** The dependencies of the command. */
export interface DisableUserDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly administration: Pick<AccountAdministration, 'disable'>;
  readonly names: Pick<IdentifierPointers, 'find'>;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  readonly recordAudit: RecordAudit;
}

/**
 * Returns the operation. It first disables the account, so that no session can start, and then deletes its
 * sessions. Nothing else is deleted, and the name stays taken. The operation may be repeated after a failure,
 * and deletes the sessions that an earlier run has left.
 * @returns the username
 * @throws Error with advice: an unknown user, or one whose account is being deleted
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
