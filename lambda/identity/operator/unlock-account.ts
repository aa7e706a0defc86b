/** Forgets the failed attempts on an account, so that it takes sign-ins again: an operator's command, no route. */
import type { LoginAttempts } from '../accounts/account-attempts';
import type { Logins } from '../accounts/accounts';
import { parseUsername } from '../accounts/username';

/** What the command needs. */
export interface UnlockAccountDependencies {
  readonly logins: Pick<Logins, 'find'>;
  readonly loginAttempts: Pick<LoginAttempts, 'clear' | 'forgetDevices'>;
}

/** What is unlocked, and how. */
export interface UnlockOptions {
  /** Let the account's devices count as strangers'. @default false */
  readonly forgetDevices?: boolean;
}

/**
 * Makes the operation. Its sessions go on, and its devices stay known, so that somebody who guesses on doesn't hold off
 * its user again.
 * @throws Error saying what to do: an unknown user
 */
export function unlockAccount({
  logins,
  loginAttempts,
}: UnlockAccountDependencies): (username: string, options?: UnlockOptions) => Promise<void> {
  return async (username, { forgetDevices = false } = {}) => {
    const name = parseUsername(username);
    const login = name && (await logins.find(name.normalised));
    if (!login) throw new Error(`There is no user "${username}": check the name`);
    await loginAttempts.clear(login);
    if (forgetDevices) await loginAttempts.forgetDevices(login);
  };
}
