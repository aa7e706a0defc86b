/** Sets the clock of a run at its start: to where the run before left it, and on to where the user wants it. */
import { ClockTurnError, secondsUntil } from '../clock/check-turn';
import type { RunClock } from '../clock/run-clock';
import { StartError } from '../support/start-error';
import { readClockFile } from './clock-file';

/** How to set it. */
export interface RestoreClockOptions {
  /** Where it is stored. @default - it is stored nowhere */
  readonly file?: string | undefined;
  /** What it is to show, in epoch milliseconds. @default - it stays where the run before left it */
  readonly start?: number | undefined;
}

/**
 * Sets it, and stores nothing: a start that fails leaves what was stored.
 * @throws StartError when the stored clock cannot be read, and when `start` is not after what the clock shows, or too far
 */
export function restoreClock(clock: RunClock, { file, start }: RestoreClockOptions): void {
  const stored = file === undefined ? 0 : readClockFile(file);
  if (stored > 0) clock.turn(stored);
  if (start === undefined) return;
  clock.turn(findSeconds(clock, start, stored > 0));
}

function findSeconds(clock: RunClock, start: number, isStored: boolean): number {
  try {
    return secondsUntil(clock, start);
  } catch (error) {
    if (!(error instanceof ClockTurnError)) throw error;
    const remedy = isStored
      ? ' Leave --clock out to continue there, or pass --fresh to start with empty tables.'
      : '';
    throw new StartError(`--clock ${new Date(start).toISOString()}: ${error.message}.${remedy}`, {
      cause: error,
    });
  }
}
