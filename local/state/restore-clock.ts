/**
 * Sets the clock of a run at its start: to the stored time, and then forward to the time that the user
 * requests.
 */
import { ClockTurnError, secondsUntil } from '../clock/check-turn';
import type { RunClock } from '../clock/run-clock';
import { StartError } from '../support/start-error';
import { readClockFile } from './clock-file';

/** How to set the clock. */
export interface RestoreClockOptions {
  /** The file with the stored clock. @default - the clock is not stored */
  readonly file?: string | undefined;
  /** The requested time in epoch milliseconds. @default - the clock continues from the stored time */
  readonly start?: number | undefined;
}

/**
 * Sets the clock without storing it, so that a failed start changes nothing.
 * @throws StartError when the stored clock cannot be read, and when `start` is not after the time of the
 * clock, or too far away
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
