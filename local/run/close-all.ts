/** Closes what a run has opened. */

/** Closes one thing. */
export type Closer = () => void | Promise<void>;

/** Closes one after the other, the last opened first: what was opened later may need what was there before. */
export async function closeAll(closers: readonly Closer[]): Promise<void> {
  for (const closer of [...closers].reverse()) await closer();
}
