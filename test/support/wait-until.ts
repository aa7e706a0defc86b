/** Waits for a condition, without a time limit. The test's own timeout ends a wait for a condition that never becomes true. */
import { setTimeout as sleep } from 'node:timers/promises';

/** The polling interval in milliseconds. It only affects how soon a test continues. */
const POLL_MS = 10;

type Nothing = undefined | null | false;

/**
 * Waits until `find` returns a value, and returns it.
 *
 * @throws the error of `find`, which should throw once the condition can no longer be met
 */
export async function waitUntil<Found>(
  find: () => Found | Nothing | Promise<Found | Nothing>,
): Promise<Found> {
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== null && found !== false) return found;
    // A failed test must not keep the worker alive.
    await sleep(POLL_MS, undefined, { ref: false });
  }
}
