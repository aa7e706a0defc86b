/** Ends a run whose parent process has ended. */

/**
 * Calls back once when the parent is another than at first: the system gives orphans a new one. It keeps no process
 * running.
 * @param readParent the parent's process id. @default - this process's
 * @param intervalMs how often it looks. @default 1000
 */
export function endWithParent(
  end: () => void,
  readParent: () => number = () => process.ppid,
  intervalMs = 1_000,
): void {
  const first = readParent();
  const timer = setInterval(() => {
    if (readParent() === first) return;
    clearInterval(timer);
    end();
  }, intervalMs);
  timer.unref();
}
