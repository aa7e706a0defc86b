/**
 * The clock of a run. It is equal to this machine's clock, or ahead of it after turns. It only goes forward.
 */
import { addAhead, type ClockMemory, createClockMemory, readAhead, readClock } from './clock-memory';

/** A clock. */
export interface RunClock {
  /** The memory that the workers read. */
  readonly memory: ClockMemory;
  /** Returns epoch milliseconds. */
  now(): number;
  /** Returns how many seconds it was turned forward. */
  aheadSeconds(): number;
  /**
   * Turns the clock forward.
   * @param seconds a whole number above 0, which `checkTurn` has accepted
   */
  turn(seconds: number): void;
  /**
   * Returns the `Date` header of a response (RFC 9110 section 6.6.1), and undefined if Node's own header is
   * correct.
   */
  httpDate(): string | undefined;
}

/** How the clock runs. */
export interface RunClockOptions {
  /**
   * Whether the clock is stopped between turns, for tests whose result must not depend on the machine's
   * speed.
   * @default false
   */
  readonly stands?: boolean | undefined;
}

/** Creates a clock that is not turned yet. */
export function createRunClock({ stands = false }: RunClockOptions = {}): RunClock {
  const memory = createClockMemory(stands ? Math.floor(Date.now() / 1_000) : 0);
  const now = () => readClock(memory, Date.now);
  return {
    memory,
    now,
    aheadSeconds: () => readAhead(memory),
    turn: (seconds) => addAhead(memory, seconds),
    httpDate: () => (stands || readAhead(memory) > 0 ? new Date(now()).toUTCString() : undefined),
  };
}
