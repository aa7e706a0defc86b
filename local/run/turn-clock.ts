/** Turns the clock of a run, with all consequences. */
import { checkTurn } from '../clock/check-turn';
import type { RunClock } from '../clock/run-clock';
import { writeClockFile } from '../state/clock-file';
import type { LocalEvent } from './event';

/** The parts that a turn affects. */
export interface TurnClockOptions {
  readonly clock: RunClock;
  /** The file that stores the turn. @default - the turn is not stored */
  readonly file?: string | undefined;
  /**
   * Updates everything that does not read the clock itself.
   * @param from the time before the turn in epoch milliseconds
   */
  onTurned(from: number): Promise<void>;
  emit(event: LocalEvent): void;
}

/**
 * Turns the clock by whole seconds. Resolves after the tables are updated.
 * @throws ClockTurnError when the number is not positive or too large
 */
export type TurnClock = (seconds: number) => Promise<void>;

/** Creates the function. */
export function createTurnClock({ clock, file, onTurned, emit }: TurnClockOptions): TurnClock {
  return async (seconds) => {
    checkTurn(clock, seconds);
    const from = clock.now();
    // Stored first, so that the clock does not go back if the run ends right now.
    if (file !== undefined) writeClockFile(file, clock.aheadSeconds() + seconds);
    clock.turn(seconds);
    emit({ kind: 'clock', now: clock.now(), aheadSeconds: clock.aheadSeconds() });
    await onTurned(from);
  };
}
