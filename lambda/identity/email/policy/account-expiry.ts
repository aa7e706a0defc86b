/** The end of accounts whose e-mail address is never verified, where a stage demands one. */
import type { Account } from '../../accounts/account';

/** How long such an account lasts after a sign-in, in seconds. */
export const UNVERIFIED_SECONDS = 7 * 24 * 60 * 60;

/**
 * Returns the account as it is at a time. DynamoDB deletes expired items late, so every reader must check this.
 * An account with an address never expires.
 * @param now epoch milliseconds
 */
export function atTime(account: Account, now: number): Account {
  const { email, expiresAt } = account;
  return !email && expiresAt !== undefined && expiresAt * 1000 <= now
    ? { ...account, state: 'EXPIRED' }
    : account;
}
