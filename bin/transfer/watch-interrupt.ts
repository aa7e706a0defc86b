/** Lets a command stop between two steps when an operator interrupts it. */

/** Returns a function that reports whether the process was asked to stop. A second signal ends the process immediately. */
export function watchInterrupt(): () => boolean {
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isInterrupted = true;
    });
  }
  return () => isInterrupted;
}
