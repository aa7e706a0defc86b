/** Ends all sessions of a user: an operator's command, no route. */

import type { Logins } from '../accounts/accounts';
import { parseUsername } from '../accounts/username';
import type { Sessions } from '../sessions/sessions';

/** What the command needs. */
export interface SignOutUserDependencies {
  readonly logins: Pick<Logins, 'find'>;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
}

/**
 * Makes the operation. Password, devices and failed attempts stay; it may be run again after a failure.
 * @throws Error saying what to do: an unknown user
 */
export function signOutUser({
  logins,
  sessions,
}: SignOutUserDependencies): (username: string) => Promise<void> {
  return async (username) => {
    const name = parseUsername(username);
    const login = name && (await logins.find(name.normalised));
    if (!login) throw new Error(`There is no user "${username}": check the name`);
    await sessions.deleteAll(login.sub);
  };
}
