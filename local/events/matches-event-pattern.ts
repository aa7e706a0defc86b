/** Matches an event against the part of EventBridge's patterns that the app uses. */

/**
 * Whether an event matches a pattern: each field has one of the listed values, and one alternative of `$or`
 * matches.
 * @throws Error for an unsupported operator
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
  if (typeof wanted === 'string') return wanted === value;
  const [[operator, operand] = []] = Object.entries(wanted as Record<string, unknown>);
  if (operator === 'exists') return operand === (value !== undefined);
  if (operator === 'anything-but') return value !== undefined && !(operand as unknown[]).includes(value);
  if (operator === 'prefix') return typeof value === 'string' && value.startsWith(operand as string);
  if (operator === 'suffix') return typeof value === 'string' && value.endsWith(operand as string);
  throw new Error(`Unknown operator ${operator}`);
}
