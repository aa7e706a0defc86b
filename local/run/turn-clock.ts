/** Turns the clock of a run, with everything that follows from it. */
import { checkTurn } from '../clock/check-turn';
import type { RunClock } from '../clock/run-clock';
import { writeClockFile } from '../state/clock-file';
import type { LocalEvent } from './event';

/** What a turn reaches. */
export interface TurnClockOptions {
  readonly clock: RunClock;
  /** Where the turn is stored. @default - it is stored nowhere */
  readonly file?: string | undefined;
  /** Lets everything follow that does not read the clock by itself. */
  onTurned(): Promise<void>;
  emit(event: LocalEvent): void;
}

/**
 * Turns the clock by whole seconds. Resolves once the tables follow.
 * @throws ClockTurnError when they are none or too many
 */
export type TurnClock = (seconds: number) => Promise<void>;

/** Creates the function. */
export function createTurnClock({ clock, file, onTurned, emit }: TurnClockOptions): TurnClock {
  return async (seconds) => {
    checkTurn(clock, seconds);
    // stored first: a run that ends right here must not go back at its next start
    if (file !== undefined) writeClockFile(file, clock.aheadSeconds() + seconds);
    clock.turn(seconds);
    emit({ kind: 'clock', now: clock.now(), aheadSeconds: clock.aheadSeconds() });
    await onTurned();
  };
}
