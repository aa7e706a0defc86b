/** The ways in to an account: what its user can sign in with, without anything else. */
import type { Account } from '../accounts/account';
import { hasPassword } from '../passwords/no-password';

/**
 * Whether an account keeps a way in when it loses a passkey. A password is one, and so is a passkey whose authenticator
 * verifies its user.
 */
export function keepsWayIn(account: Pick<Account, 'passwordHash' | 'passkeys'>, removed: string): boolean {
  const left = Object.entries(account.passkeys ?? {}).filter(([id]) => id !== removed);
  return hasPassword(account) || left.some(([, { verifiesUser }]) => verifiesUser);
}
