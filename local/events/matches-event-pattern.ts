/** Matches an event against an EventBridge event pattern. */

/**
 * Whether an event matches a pattern: each field has one of the listed values, and one alternative of `$or`
 * matches. The operators `exists`, `anything-but` with a list, `prefix` and `suffix` are supported.
 * @throws Error for any other operator
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function matchesEventPattern(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) {
    const values = [event].flat();
    return pattern.some((wanted) => values.some((value) => isValue(wanted, value)));
  }
  return Object.entries(pattern as Record<string, unknown>).every(([field, inner]) => {
    if (field === '$or') return (inner as unknown[]).some((either) => matchesEventPattern(either, event));
    // In a list of objects, one must match.
    const objects = Array.isArray(event) ? event : [event];
    return objects.some((object) =>
      matchesEventPattern(inner, (object as Record<string, unknown> | null | undefined)?.[field]),
    );
  });
}

function isValue(wanted: unknown, value: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === value;
  const [[operator, operand] = []] = Object.entries(wanted);
  if (operator === 'exists') return operand === (value !== undefined);
  if (operator === 'anything-but' && Array.isArray(operand)) {
    return value !== undefined && !operand.includes(value);
  }
  if (operator === 'prefix' && typeof operand === 'string') {
    return typeof value === 'string' && value.startsWith(operand);
  }
  if (operator === 'suffix' && typeof operand === 'string') {
    return typeof value === 'string' && value.endsWith(operand);
  }
  throw new Error(`Unknown operator ${operator}`);
}
