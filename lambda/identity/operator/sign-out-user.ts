/** Revokes all sessions of a user. A command for operators, without a route. */

import type { Accounts } from '../accounts/accounts';
import type { IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import { type EndAllSessionsDependencies, endAllSessions } from '../sessions/end-all-sessions';
import { findUser } from './find-user';
import type { RecordAudit } from './record-audit';

/** The dependencies of the command. */
export interface SignOutUserDependencies extends EndAllSessionsDependencies {
  readonly accounts: Pick<Accounts, 'find'> & EndAllSessionsDependencies['accounts'];
  readonly names: Pick<IdentifierPointers, 'find'>;
  readonly recordAudit: RecordAudit;
}

/**
 * Returns the operation. Password, devices and failed attempts stay. It may be repeated after a failure.
 * @throws Error with advice: an unknown user
 */
export function signOutUser(deps: SignOutUserDependencies): (username: string) => Promise<void> {
  const endAll = endAllSessions(deps);
  return async (username) => {
    const { sub } = await findUser(deps, username);
    await deps.recordAudit('operator_sign_out', { sub });
    await endAll({ sub });
  };
}
