/** Ends all sessions of a user: an operator's command, no route. */

import type { Accounts } from '../accounts/accounts';
import type { NamePointers } from '../accounts/identifiers/name-pointers';
import type { Sessions } from '../sessions/sessions';
import { findUser } from './find-user';
import type { RecordAudit } from './record-audit';

/** What the command needs. */
export interface SignOutUserDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly names: Pick<NamePointers, 'find'>;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  readonly recordAudit: RecordAudit;
}

/**
 * Makes the operation. Password, devices and failed attempts stay; it may be run again after a failure.
 * @throws Error saying what to do: an unknown user
 */
export function signOutUser({
  accounts,
  names,
  sessions,
  recordAudit,
}: SignOutUserDependencies): (username: string) => Promise<void> {
  return async (username) => {
    const { sub } = await findUser({ names, accounts }, username);
    await recordAudit('operator_sign_out', { sub });
    await sessions.deleteAll(sub);
  };
}
