/** Lets a command end between two of its steps when somebody interrupts it. */

/** Tells from now on whether the process was asked to end. Asked twice, it ends at once. */
export function watchInterrupt(): () => boolean {
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isInterrupted = true;
    });
  }
  return () => isInterrupted;
}
