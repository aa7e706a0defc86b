/** An account, as it is stored: who may sign in, under which name, with which password hash. */

import type { Device } from '../devices/device';
import type { Attempts } from '../throttling/backoff';

import type { UsernameChanges } from './usernames/username-changes';

/** The session that raised the version itself. */
export interface KeptSession {
  readonly sid: string;
  /**
   * The lowest version of the session with which it is kept. A session of a lower one was over when it asked: something else had
   * raised the version before, and must not be undone.
   */
  readonly fromVersion: number;
}

/**
 * What may be done with an account. `DISABLED`: it answers like an account that does not exist, and everything is kept.
 * `DELETING`: it is being removed, and nothing leads back.
 */
export const accountStates = ['ACTIVE', 'DISABLED', 'DELETING'] as const;

/** One of them. */
export type AccountState = (typeof accountStates)[number];

/** An account. It is found by its `sub`, and by nothing else. */
export interface Account {
  /** The account's id. */
  readonly sub: string;
  /** The normalised username: the name that the account claims. It has it while the name's pointer leads here. */
  readonly name: string;
  /** The username as its owner wrote it, in NFKC. */
  readonly username: string;
  /** @default - the account has its first username */
  readonly usernameChanges?: UsernameChanges | undefined;
  /** A PHC string, what an import has brought, or a mark that the hash is not here yet. */
  readonly passwordHash: string;
  /**
   * Raised, from 1 on, by all that ends trust in what was open before: a change of the password, "sign out everywhere". Sessions of a
   * lower version are over.
   */
  readonly securityVersion: number;
  /** The session that raised the version, and lives on when the older ones end. @default - none does */
  readonly kept?: KeptSession | undefined;
  /** The version up to which older sessions have been ended; below `securityVersion` while that is to be done. */
  readonly sessionsRevokedThroughVersion: number;
  /** The password is temporary: valid until then, in epoch milliseconds, and to be changed by the sign-in. @default - it is not */
  readonly passwordTemporaryUntil?: number | undefined;
  readonly state: AccountState;
  readonly scopes: readonly string[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The session that was counted last. */
  readonly lastSid: string;
  /** Sessions that were begun since they were last counted: never fewer than there are. */
  readonly sessionCount: number;
  /** Attempts to sign in from unknown devices, since the last sign-in or change of the password. */
  readonly attempts: Attempts;
  /** Attempts to change the password. */
  readonly changeAttempts: Attempts;
  /** Devices that have signed in. */
  readonly devices: readonly Device[];
}
