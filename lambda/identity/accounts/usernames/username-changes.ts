/** What an account remembers of the changes of its username. */

/** A change. */
export interface UsernameChange {
  /** The username that was replaced, as its owner wrote it. */
  readonly replaced: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What an account remembers of the changes of its username. */
export interface UsernameChanges {
  /** Counts them all. A session of a lower version may carry a former username. */
  readonly version: number;
  /** The version that every session has reached; below `version` while some may be behind. */
  readonly sessionsVersion: number;
  /** Those that count, and those whose names are still held: the oldest first. */
  readonly recent: readonly UsernameChange[];
  /** Until when no other account gets one of the replaced names, in epoch milliseconds. */
  readonly heldUntil: number;
}
