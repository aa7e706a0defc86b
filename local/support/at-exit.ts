/** Cleans up once: when asked, or at the latest when the process exits. */

/**
 * @param cleanUp must be synchronous, since an exiting process waits for nothing
 * @returns cleans up now
 */
export function atExit(cleanUp: () => void): () => void {
  const once = () => {
    process.off('exit', once);
    cleanUp();
  };
  process.on('exit', once);
  return once;
}
