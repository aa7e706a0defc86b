/** What the export and the import of many accounts share, as the commands use it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createPace, type Pace } from './pace';
import { createProgressDisplay, type ProgressDisplay } from './show-progress';
import { watchInterrupt } from './watch-interrupt';

/** How a transfer waits, shows itself and ends. */
export interface TransferTools {
  readonly pace: Pace;
  readonly sleep: (millis: number) => Promise<unknown>;
  readonly display: ProgressDisplay;
  /** Whether to end after the step that is under way. */
  readonly isInterrupted: () => boolean;
}

/** Makes them for a process with a terminal. @param quietMillis before it shows how far it is */
export function createTransferTools(itemsPerSecond: number, quietMillis?: number): TransferTools {
  const now = () => performance.now();
  return {
    pace: createPace(itemsPerSecond, { now, sleep }),
    sleep,
    display: createProgressDisplay(process.stderr, now, quietMillis),
    isInterrupted: watchInterrupt(),
  };
}
