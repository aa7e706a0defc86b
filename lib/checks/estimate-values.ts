/** Replaces values that only the deployment knows with texts of sufficient length. */

/** A text of the greatest length that such a value can have; ARNs are shorter. */
export const UNKNOWN = 'x'.repeat(128);

/**
 * Replaces the intrinsic functions in a part of a template.
 * @param lengthOf returns the length of the value of a `Ref`, or undefined if it is not known
 */
export function estimateValues(
  value: unknown,
  lengthOf: (id: string) => number | undefined = () => undefined,
): unknown {
  const estimate = (member: unknown) => estimateValues(member, lengthOf);
  if (Array.isArray(value)) {
    return value.map(estimate);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(estimate).join(separator);
  }
  if (entries.length === 1 && name === 'Ref') {
    return 'x'.repeat(lengthOf(argument) ?? UNKNOWN.length);
  }
  if (entries.length === 1 && name?.startsWith('Fn::')) {
    return UNKNOWN;
  }
  return Object.fromEntries(entries.map(([key, member]) => [key, estimate(member)]));
}
