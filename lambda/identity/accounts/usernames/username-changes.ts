/** The record that an account keeps of its username changes. */

/** A username change. */
export interface UsernameChange {
  /** The username that was replaced, as the user wrote it. */
  readonly replaced: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The record that an account keeps of its username changes. */
export interface UsernameChanges {
  /** The number of all changes. A session of a lower version may carry a former username. */
  readonly version: number;
  /**
   * The version that every session has reached. It is lower than `version` while some sessions may have a
   * former username.
   */
  readonly sessionsVersion: number;
  /** The changes that still count toward the limit or whose names are still held, oldest first. */
  readonly recent: readonly UsernameChange[];
  /** Until when no other account can get one of the replaced names, in epoch milliseconds. */
  readonly heldUntil: number;
}
