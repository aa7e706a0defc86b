/** Holds a command to a number of items a second. */

/** The time, and a way to let it pass. */
export interface Clock {
  /** Milliseconds. */
  readonly now: () => number;
  readonly sleep: (millis: number) => Promise<unknown>;
}

/** Waits until so many items more may be sent. */
export type Pace = (items: number) => Promise<void>;

/** Makes a pace. What was not used is lost: there are no bursts after a pause. */
export function createPace(itemsPerSecond: number, { now, sleep }: Clock): Pace {
  let free = 0;
  return async (items) => {
    const at = now();
    const wait = free - at;
    free = Math.max(free, at) + (items * 1_000) / itemsPerSecond;
    if (wait > 0) await sleep(wait);
  };
}

/**
 * Reads the option of a pace.
 * @throws Error that says what to write
 */
export function parseRate(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new Error(`--rate ${JSON.stringify(text)} is not valid: use a whole number from 1`);
  return Number(text);
}
