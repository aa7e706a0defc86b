/**
 * The store of accounts' passkeys and of the switch of the second factor. They are part of the account, so one write
 * commits a change. Each write applies to an active account only, with the security version that was read.
 */
import type { Account } from '../accounts/account';
import type { AccountPasskey } from './account-passkey';

/** Stores which passkeys accounts have. */
export interface AccountPasskeys {
  /**
   * Adds a passkey.
   * @returns false when the account has changed since it was read: its state, its security version or the number of its
   * passkeys
   */
  add(account: Account, id: string, passkey: AccountPasskey): Promise<boolean>;
  /**
   * Removes a passkey. With the last factor, the second factor is off, and the recovery codes are void.
   * @returns false when the account has changed since it was read: also its password, or another passkey
   */
  remove(account: Account, id: string): Promise<boolean>;
  /**
   * Turns the second factor of an account on that has a passkey or an authenticator app.
   * @param at epoch milliseconds
   * @returns false when the account has changed since it was read
   */
  turnOn(account: Account, recoveryDigests: readonly string[], at: number): Promise<boolean>;
  /**
   * Turns the second factor off. Authenticator apps and recovery codes go with it, and passkeys stay.
   * @returns false when the account has changed since it was read
   */
  turnOff(account: Account): Promise<boolean>;
}
