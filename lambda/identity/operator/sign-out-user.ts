/** Ends all sessions of a user: an operator's command, no route. */

import type { Accounts } from '../accounts/accounts';
import { parseUsername } from '../accounts/username';
import type { Sessions } from '../sessions/sessions';
import type { RecordAudit } from './record-audit';

/** What the command needs. */
export interface SignOutUserDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  readonly recordAudit: RecordAudit;
}

/**
 * Makes the operation. Password, devices and failed attempts stay; it may be run again after a failure.
 * @throws Error saying what to do: an unknown user
 */
export function signOutUser({
  accounts,
  sessions,
  recordAudit,
}: SignOutUserDependencies): (username: string) => Promise<void> {
  return async (username) => {
    const name = parseUsername(username);
    const account = name && (await accounts.find(name.normalised));
    if (!account) throw new Error(`There is no user "${username}": check the name`);
    await recordAudit('operator_sign_out', { sub: account.sub });
    await sessions.deleteAll(account.sub);
  };
}
