/** Accounts without a password, which sign in by passkeys. */
import type { Account } from '../accounts/account';

/** Takes the place of the hash. No password matches it, and no other system is asked for one. */
export const NO_PASSWORD = '$none$';

/** Whether an account has a password. */
export function hasPassword({ passwordHash }: Pick<Account, 'passwordHash'>): boolean {
  return passwordHash !== NO_PASSWORD;
}
