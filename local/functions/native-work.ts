/** What a worker and the pool share about the worker's native modules: how many calls are under way, and whether more may begin. */

/** Shared memory of 32-bit numbers: the calls under way, and 1 once no more may begin. */
export type NativeWork = Int32Array<SharedArrayBuffer>;

const RUNNING = 0;
const ENDING = 1;

/** Shared memory for one worker. */
export function createNativeWork(): NativeWork {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}

/** @returns false when no more may begin */
export function beginNativeWork(work: NativeWork): boolean {
  // counted before the look at the mark, as the mark is set before the look at the count
  Atomics.add(work, RUNNING, 1);
  if (Atomics.load(work, ENDING) === 0) return true;
  endNativeWork(work);
  return false;
}

/** Counts a call as over. */
export function endNativeWork(work: NativeWork): void {
  Atomics.sub(work, RUNNING, 1);
  Atomics.notify(work, RUNNING);
}

/** Whether calls are under way. */
export function hasNativeWork(work: NativeWork): boolean {
  return Atomics.load(work, RUNNING) > 0;
}

/** Lets no more begin, and resolves once none is under way. */
export async function stopNativeWork(work: NativeWork): Promise<void> {
  Atomics.store(work, ENDING, 1);
  for (;;) {
    const running = Atomics.load(work, RUNNING);
    if (running <= 0) return;
    await Atomics.waitAsync(work, RUNNING, running).value;
  }
}
