/** The bounds of a turn of the clock. */
import type { RunClock } from './run-clock';

/** How far a clock can be ahead: ten years. Later dates meet limits of other systems, such as of certificates. */
export const MAX_AHEAD_DAYS = 3_650;

/** Thrown for a turn that the clock cannot make; the message says why. */
export class ClockTurnError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ClockTurnError';
  }
}

/**
 * @param seconds by how much the clock is to be turned
 * @throws ClockTurnError when that is nothing, or too far
 */
export function checkTurn({ aheadSeconds }: RunClock, seconds: number): void {
  if (seconds <= 0) throw new ClockTurnError('The clock only goes forward');
  if (aheadSeconds() + seconds > MAX_AHEAD_DAYS * 86_400) {
    throw new ClockTurnError(`The clock can be at most ${MAX_AHEAD_DAYS} days ahead of this machine's clock`);
  }
}

/**
 * Returns by how many seconds to turn the clock so that it shows an instant or, by less than a second, a later one.
 * @param instant epoch milliseconds
 * @throws ClockTurnError when the clock shows that instant already, or a later one, and when it is too far
 */
export function secondsUntil(clock: RunClock, instant: number): number {
  const shown = clock.now();
  if (instant <= shown) {
    throw new ClockTurnError(
      `The clock only goes forward, and it shows ${new Date(shown).toISOString()} already`,
    );
  }
  const seconds = Math.ceil((instant - shown) / 1_000);
  checkTurn(clock, seconds);
  return seconds;
}
