/** The tools that commands for many accounts share. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createPace, type Pace } from './pace';
import { createProgressDisplay, type ProgressDisplay } from './show-progress';
import { watchInterrupt } from './watch-interrupt';

/** The waiting, the display and the interruption of a transfer. */
export interface TransferTools {
  readonly pace: Pace;
  readonly sleep: (millis: number) => Promise<unknown>;
  readonly display: ProgressDisplay;
  /** Returns whether to stop after the current step. */
  readonly isInterrupted: () => boolean;
}

/** Creates the tools for a process with a terminal. @param quietMillis the time before progress is shown */
export function createTransferTools(itemsPerSecond: number, quietMillis?: number): TransferTools {
  const now = () => performance.now();
  return {
    pace: createPace(itemsPerSecond, { now, sleep }),
    sleep,
    display: createProgressDisplay(process.stderr, now, quietMillis),
    isInterrupted: watchInterrupt(),
  };
}
