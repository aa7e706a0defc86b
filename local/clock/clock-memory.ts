/** The part of a run's clock that its functions read: memory that the run shares with its workers. */

/**
 * Two unsigned 32-bit numbers: the seconds that the clock is ahead, and the epoch second at which it is
 * stopped. If the second number is 0, the clock follows this machine's clock.
 */
export type ClockMemory = Uint32Array<SharedArrayBuffer>;

const AHEAD_SECONDS = 0;
const STANDS_AT = 1;

/** @param standsAt the epoch second at which the clock is stopped; 0 lets it follow this machine's clock */
export function createClockMemory(standsAt = 0): ClockMemory {
  const memory = new Uint32Array(new SharedArrayBuffer(2 * Uint32Array.BYTES_PER_ELEMENT));
  Atomics.store(memory, STANDS_AT, standsAt);
  return memory;
}

/**
 * Returns the time of the clock in epoch milliseconds.
 * @param machineNow returns the time of this machine in epoch milliseconds
 */
export function readClock(memory: ClockMemory, machineNow: () => number): number {
  const standsAt = Atomics.load(memory, STANDS_AT);
  return (standsAt === 0 ? machineNow() : standsAt * 1_000) + Atomics.load(memory, AHEAD_SECONDS) * 1_000;
}

/** Returns how many seconds the clock was turned forward. */
export function readAhead(memory: ClockMemory): number {
  return Atomics.load(memory, AHEAD_SECONDS);
}

/** Turns the clock forward by whole seconds. Every worker reads the new time at once. */
export function addAhead(memory: ClockMemory, seconds: number): void {
  Atomics.add(memory, AHEAD_SECONDS, seconds);
}
