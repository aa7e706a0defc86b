/**
 * The state of a worker's native modules, which the worker and the pool share: how many calls are running,
 * and whether more may begin.
 */

/** Shared memory of 32-bit numbers: the number of running calls, and 1 after no more may begin. */
export type NativeWork = Int32Array<SharedArrayBuffer>;

const RUNNING = 0;
const ENDING = 1;

/** Creates the shared memory for one worker. */
export function createNativeWork(): NativeWork {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}

/** @returns false if no more calls may begin */
export function beginNativeWork(work: NativeWork): boolean {
  // The call is counted before the mark is read, as `stopNativeWork` sets the mark before it reads the count.
  Atomics.add(work, RUNNING, 1);
  if (Atomics.load(work, ENDING) === 0) return true;
  endNativeWork(work);
  return false;
}

/** Counts a call as ended. */
export function endNativeWork(work: NativeWork): void {
  Atomics.sub(work, RUNNING, 1);
  Atomics.notify(work, RUNNING);
}

/** Whether calls are running. */
export function hasNativeWork(work: NativeWork): boolean {
  return Atomics.load(work, RUNNING) > 0;
}

/** Allows no more calls to begin. Resolves when none is running. */
export async function stopNativeWork(work: NativeWork): Promise<void> {
  Atomics.store(work, ENDING, 1);
  for (;;) {
    const running = Atomics.load(work, RUNNING);
    if (running <= 0) return;
    await Atomics.waitAsync(work, RUNNING, running).value;
  }
}
