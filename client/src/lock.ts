/**
 * Lets one task at a time change a session: across all tabs with the browser's Web Locks, or in this process
 * only.
 */

/** Runs a task while no other task holds the lock. */
export type Lock = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** The parts of the browser's LockManager that are used (https://www.w3.org/TR/web-locks/). */
export interface WebLocks {
  request<Result>(name: string, task: () => Promise<Result>): Promise<Result>;
}

/** Finds the platform's Web Locks. Browsers have them on secure pages. */
export function findWebLocks(): WebLocks | undefined {
  return (globalThis as { navigator?: { locks?: WebLocks } }).navigator?.locks;
}

/** Creates a lock that all users of a name share. */
export function createSharedLock(locks: WebLocks, name: string): Lock {
  return (task) => locks.request(name, task);
}

/** Creates a lock within this process. Each call creates a separate one. */
export function createLocalLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    // A failed task must not block the next.
    last = result.catch(() => {});
    return result;
  };
}
