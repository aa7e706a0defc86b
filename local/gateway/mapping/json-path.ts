/**
 * Evaluates the JSONPath expressions of mapping templates: members, elements, wildcards and `..`. Filters,
 * slices and functions are not supported.
 */

/** Thrown for an expression that is not supported. The message contains nothing of the expression. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}

/** Returns what an expression points to: the value or undefined, or a list if it can match several values. */
export type JsonPath = (value: unknown) => unknown;

interface Step {
  /** Whether the step searches at any depth. */
  readonly anywhere: boolean;
  /**
   * The name of a member, the index of an element (a negative one counts from the end), or all members and
   * elements.
   */
  readonly selector: string | number | typeof all;
}

const all = Symbol('*');

const stepPattern =
  /(\.{0,2})(?:\[\s*(?:'([^'\\]*)'|"([^"\\]*)"|(-?\d+)|(\*))\s*\]|(\*)|([^.[\](){}?@*'",:\s]+))/y;

function parseSteps(expression: string): readonly Step[] {
  const steps: Step[] = [];
  // An expression can omit its root, as in `pets.name`.
  const path = expression.startsWith('$') ? expression : `$.${expression}`;
  stepPattern.lastIndex = 1;
  while (stepPattern.lastIndex < path.length) {
    const [, dots, single, double, index, every, star, plain] = stepPattern.exec(path) ?? [];
    const undotted = dots === '' && (star ?? plain) !== undefined;
    if (dots === undefined || undotted) {
      throw new JsonPathError('only members, elements, wildcards and `..` are supported in a JSONPath');
    }
    const name = single ?? double ?? plain;
    const element = index === undefined ? undefined : Number(index);
    steps.push({
      anywhere: dots === '..',
      selector: (every ?? star) === undefined ? (name ?? element ?? all) : all,
    });
  }
  return steps;
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> | readonly unknown[] {
  return typeof value === 'object' && value !== null;
}

function select(value: unknown, selector: Step['selector']): readonly unknown[] {
  if (!isContainer(value)) return [];
  if (selector === all) return Object.values(value);
  if (typeof selector === 'string') {
    const member = !Array.isArray(value) && Object.hasOwn(value, selector);
    return member ? [(value as Readonly<Record<string, unknown>>)[selector]] : [];
  }
  const index = selector < 0 && Array.isArray(value) ? value.length + selector : selector;
  return Array.isArray(value) && index in value ? [value[index] as unknown] : [];
}

function withDescendants(value: unknown): readonly unknown[] {
  return isContainer(value) ? [value, ...Object.values(value).flatMap(withDescendants)] : [value];
}

/**
 * Compiles an expression such as `$.pets[0]['name']`, `$.pets[*].name` or `$..name`.
 * @throws JsonPathError when the expression is not supported
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference
 */
export function compileJsonPath(expression: string): JsonPath {
  const steps = parseSteps(expression.trim());
  const several = steps.some(({ anywhere, selector }) => anywhere || selector === all);
  return (value) => {
    let found: readonly unknown[] = [value];
    for (const { anywhere, selector } of steps) {
      const places = anywhere ? found.flatMap(withDescendants) : found;
      found = places.flatMap((place) => select(place, selector));
    }
    return several ? found : found[0];
  };
}
