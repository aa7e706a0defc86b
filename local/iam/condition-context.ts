/** The condition keys of a request, in the form that conditions read. */

/** The condition keys of a request in lower case. Each has at least one value. */
export type ConditionContext = Pick<ReadonlyMap<string, readonly string[]>, 'get' | 'has'>;

/**
 * Reads the keys of a request. Names of keys are case-insensitive, and a key without values is absent. The
 * keys are read on first use, because most policies use none.
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
