/** Cleans up once: on request, or at the latest when the process exits. */

/**
 * @param cleanUp must be synchronous, because an exiting process does not wait
 * @returns a function that cleans up immediately
 */
export function atExit(cleanUp: () => void): () => void {
  const once = () => {
    process.off('exit', once);
    cleanUp();
  };
  process.on('exit', once);
  return once;
}
