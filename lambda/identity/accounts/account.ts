/**
 * An account as it is stored: its username, password hash, scopes, sessions' versions, attempts and devices.
 */

import type { Device } from '../devices/device';
import type { EmailHolder } from '../email/account-email';
import type { SecondFactorHolder } from '../factors/account-factor';
import type { PasskeyHolder } from '../passkeys/account-passkey';
import type { Attempts } from '../throttling/backoff';

import type { UsernameChanges } from './usernames/username-changes';

/** The session that raised the security version and stays valid. */
export interface KeptSession {
  readonly sid: string;
  /**
   * The lowest security version at which the session is kept. A session of a lower version was already
   * revoked when it asked for the change: an earlier raise revoked it, and that must not be undone.
   */
  readonly fromVersion: number;
}

/**
 * The states of an account. `DISABLED`: it behaves like an account that does not exist, and all data is kept.
 * `DELETING`: it is being deleted, and this cannot be undone.
 */
export const accountStates = ['ACTIVE', 'DISABLED', 'DELETING'] as const;

/** A state of an account. */
export type AccountState = (typeof accountStates)[number];

/** An account. Its `sub` is its only key. */
export interface Account extends EmailHolder, SecondFactorHolder, PasskeyHolder {
  /** The account's id. */
  readonly sub: string;
  /**
   * The normalized username, which the account claims. The claim holds while the name's pointer leads to this
   * account.
   */
  readonly name: string;
  /** The username as the user wrote it, in NFKC. */
  readonly username: string;
  /** @default - the username was never changed */
  readonly usernameChanges?: UsernameChanges | undefined;
  /** A PHC string, an imported hash, or a marker: that the hash is not known yet, or that the account has no password. */
  readonly passwordHash: string;
  /**
   * Starts at 1. Each event that ends trust in existing sessions raises it: a change of the password, or
   * "sign out everywhere". Sessions of a lower version are revoked.
   */
  readonly securityVersion: number;
  /** The session that raised the version and stays valid when the older ones are revoked. @default - none */
  readonly kept?: KeptSession | undefined;
  /**
   * The version below which all sessions have been revoked. It is lower than `securityVersion` while
   * revocations are pending.
   */
  readonly sessionsRevokedThroughVersion: number;
  /**
   * When the temporary password expires, in epoch milliseconds. The user must change it to sign in.
   * @default - the password is not temporary
   */
  readonly passwordTemporaryUntil?: number | undefined;
  /**
   * `EXPIRED` is never stored: its address was not verified in time, and the account counts as one that does not
   * exist.
   */
  readonly state: AccountState | 'EXPIRED';
  readonly scopes: readonly string[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /**
   * When the account expires unless its address is verified before, in epoch seconds. It is the table's TTL
   * attribute, so DynamoDB deletes the account some time later.
   * @default - the account does not expire
   */
  readonly expiresAt?: number | undefined;
  /** The session that was counted last. */
  readonly lastSid: string;
  /**
   * An upper bound of the number of sessions: those started since they were last counted are added to that
   * count.
   */
  readonly sessionCount: number;
  /** Attempts to sign in from unknown devices since the last sign-in or change of the password. */
  readonly attempts: Attempts;
  /** Attempts to change the password. */
  readonly changeAttempts: Attempts;
  /** Devices that have signed in. */
  readonly devices: readonly Device[];
}
