/** Decides whether an operation may make another round of calls. */

/** Time for one more round of calls that all time out, and for the response, in milliseconds. */
const RESERVE_MS = 4_500;

/** Returns the function that decides it for a request. */
export function timeLeft({ remainingMillis }: { remainingMillis(): number }): () => boolean {
  return () => remainingMillis() > RESERVE_MS;
}
