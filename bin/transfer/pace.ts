/** Limits a command to a number of items per second. */
import { UsageError } from '../usage-error';

/** The time, and a way to wait. */
export interface Clock {
  /** Returns the current time in milliseconds. */
  readonly now: () => number;
  readonly sleep: (millis: number) => Promise<unknown>;
}

/** Waits until the given number of further items may be processed. */
export type Pace = (items: number) => Promise<void>;

/** Creates a pace. Unused capacity is lost, so a pause is not followed by a burst. */
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
 * Returns the value of the option `--rate`.
 * @throws UsageError with what to do, if it is not a whole number from 1 to 999999
 */
export function parseRate(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new UsageError(
      `--rate ${JSON.stringify(text)} is not valid: it must be a whole number, 1 or greater`,
    );
  return Number(text);
}
