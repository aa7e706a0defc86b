/** Ends a run whose parent process has ended. */

/**
 * Calls back once when the parent process changes: the operating system assigns a new parent to orphans. The
 * timer does not keep the process running.
 * @param readParent returns the process id of the parent. @default - of this process
 * @param intervalMs the interval of the checks. @default 1000
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
