/** Waits for a condition, without a limit of its own: a wait in vain ends with the test's. */
import { setTimeout as sleep } from 'node:timers/promises';

/** How often it looks, in milliseconds. Only how soon a test goes on depends on it. */
const POLL_MS = 10;

type Nothing = undefined | null | false;

/**
 * Waits until `find` finds something, and returns it.
 *
 * @throws whatever `find` throws: what cannot happen any more is best reported by an error
 */
export async function waitUntil<Found>(
  find: () => Found | Nothing | Promise<Found | Nothing>,
): Promise<Found> {
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== null && found !== false) return found;
    // a test that has failed meanwhile keeps no worker alive
    await sleep(POLL_MS, undefined, { ref: false });
  }
}
