/** The condition keys of a request, in the form in which policies ask for them. */

/** The keys of a request, lower-case, with their values, of which each has at least one. */
export type ConditionContext = Pick<ReadonlyMap<string, readonly string[]>, 'get' | 'has'>;

/**
 * Reads the keys of a request; names of keys have no case, and a key without values is absent. Most policies ask for none,
 * so they are read when one does.
 */
export function readContext(
  record: Readonly<Record<string, readonly string[] | undefined>>,
): ConditionContext {
  let known: ConditionContext | undefined;
  const read = () => {
    known ??= new Map(
      Object.entries(record).flatMap(([key, values]) =>
        values === undefined || values.length === 0 ? [] : [[key.toLowerCase(), values] as const],
      ),
    );
    return known;
  };
  return { get: (key) => read().get(key), has: (key) => read().has(key) };
}
