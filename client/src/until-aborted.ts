/** Lets one caller stop waiting for a result that others still wait for. */

/**
 * Returns the result, unless the signal is aborted first.
 * @throws the signal's reason once it is aborted
 */
export function untilAborted<Result>(signal: AbortSignal, result: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    void result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
