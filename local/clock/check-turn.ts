/** Checks the bounds of a turn of the clock. */
import type { RunClock } from './run-clock';

/**
 * The maximum number of days that the clock can be ahead: ten years. Later dates meet limits of other
 * systems, such as those of certificates.
 */
export const MAX_AHEAD_DAYS = 3_650;

/** Thrown for a turn that the clock cannot make. The message contains the reason. */
export class ClockTurnError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ClockTurnError';
  }
}

/**
 * @param seconds by how much to turn the clock
 * @throws ClockTurnError when the number is not positive or too large
 */
export function checkTurn({ aheadSeconds }: RunClock, seconds: number): void {
  if (seconds <= 0) throw new ClockTurnError('The clock only goes forward');
  if (aheadSeconds() + seconds > MAX_AHEAD_DAYS * 86_400) {
    throw new ClockTurnError(`The clock can be at most ${MAX_AHEAD_DAYS} days ahead of this machine's clock`);
  }
}

/**
 * Returns by how many seconds to turn the clock so that it shows an instant, or a time less than a second
 * later.
 * @param instant epoch milliseconds
 * @throws ClockTurnError when the clock already shows that instant or a later one, and when the instant is
 * too far away
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
