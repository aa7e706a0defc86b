/** Closes the resources of a run. */

/** Closes one resource. */
export type Closer = () => void | Promise<void>;

/** Closes resources in reverse order of opening, because later ones can depend on earlier ones. */
export async function closeAll(closers: readonly Closer[]): Promise<void> {
  for (const closer of [...closers].reverse()) await closer();
}
