/** Lets one task at a time touch a session: among all tabs by the Web Locks of the browser, or in this process alone. */

/** Runs a task once no other holds the lock. */
export type Lock = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** What of the browser's LockManager is used (https://www.w3.org/TR/web-locks/). */
export interface WebLocks {
  request<Result>(name: string, task: () => Promise<Result>): Promise<Result>;
}

/** Finds the Web Locks of the platform, where it has them: browsers do on secure pages. */
export function findWebLocks(): WebLocks | undefined {
  return (globalThis as { navigator?: { locks?: WebLocks } }).navigator?.locks;
}

/** Makes a lock among all that use the same name. */
export function createSharedLock(locks: WebLocks, name: string): Lock {
  return (task) => locks.request(name, task);
}

/** Makes a lock among those that use this very one. */
export function createLocalLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    // a task that fails holds up nobody
    last = result.catch(() => {});
    return result;
  };
}
