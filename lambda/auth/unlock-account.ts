/** Forgets the failed attempts on an account, so that it takes sign-ins again: an operator's command, no route. */
import type { LoginAttempts } from './login-attempts';
import type { Logins } from './logins';
import { parseUsername } from './username';

/** What the command needs. */
export interface UnlockAccountDependencies {
  readonly logins: Pick<Logins, 'find'>;
  readonly loginAttempts: Pick<LoginAttempts, 'clear'>;
}

/**
 * Makes the operation. The account's devices are known no more: one of them may be the guesser's. Its sessions go on.
 * @throws Error saying what to do: an unknown user
 */
export function unlockAccount({
  logins,
  loginAttempts,
}: UnlockAccountDependencies): (username: string) => Promise<void> {
  return async (username) => {
    const name = parseUsername(username);
    const login = name && (await logins.find(name.normalised));
    if (!login) throw new Error(`There is no user "${username}": check the name`);
    await loginAttempts.clear(login);
  };
}
