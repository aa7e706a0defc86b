/** The condition keys of a request, in the form in which policies ask for them. */

/** The keys of a request, lower-case, with their values, of which each has at least one. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

/** Reads the keys of a request; names of keys have no case, and a key without values is absent. */
export function readContext(
  record: Readonly<Record<string, readonly string[] | undefined>>,
): ConditionContext {
  const entries = Object.entries(record).flatMap(([key, values]) =>
    values === undefined || values.length === 0 ? [] : [[key.toLowerCase(), values] as const],
  );
  return new Map(entries);
}
