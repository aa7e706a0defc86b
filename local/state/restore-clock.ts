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
  clock.turn(findSeconds(clock, start));
}

function findSeconds(clock: RunClock, start: number): number {
  const shown = clock.now();
  if (start <= shown) {
    // A fresh run begins at the time of this machine, which must be earlier as well.
    const ofMachine = shown - clock.aheadSeconds() * 1_000;
    const remedy = start > ofMachine ? 'Give a later time, or use --fresh.' : 'Give a later time.';
    throw new StartError(
      `--clock ${format(start)} is in the past: the clock shows ${format(shown)}. ${remedy}`,
    );
  }
  try {
    return secondsUntil(clock, start);
  } catch (error) {
    if (!(error instanceof ClockTurnError)) throw error;
    throw new StartError(`--clock ${format(start)}: ${error.message}.`, { cause: error });
  }
}

/** Returns a time as a user types it, such as `2027-01-01T00:00Z`, without milliseconds. */
function format(instant: number): string {
  return new Date(instant).toISOString().replace(/(:00)?\.\d{3}Z$/, 'Z');
}
