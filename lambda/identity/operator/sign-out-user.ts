/** Ends all sessions of a user: an operator's command, no route. */

import type { Accounts } from '../accounts/accounts';
import type { NamePointers } from '../accounts/identifiers/name-pointers';
import { type EndAllSessionsDependencies, endAllSessions } from '../sessions/end-all-sessions';
import { findUser } from './find-user';
import type { RecordAudit } from './record-audit';

/** What the command needs. */
export interface SignOutUserDependencies extends EndAllSessionsDependencies {
  readonly accounts: Pick<Accounts, 'find'> & EndAllSessionsDependencies['accounts'];
  readonly names: Pick<NamePointers, 'find'>;
  readonly recordAudit: RecordAudit;
}

/**
 * Makes the operation. Password, devices and failed attempts stay; it may be run again after a failure.
 * @throws Error saying what to do: an unknown user
 */
export function signOutUser(deps: SignOutUserDependencies): (username: string) => Promise<void> {
  const endAll = endAllSessions(deps);
  return async (username) => {
    const { sub } = await findUser(deps, username);
    await deps.recordAudit('operator_sign_out', { sub });
    await endAll({ sub });
  };
}
