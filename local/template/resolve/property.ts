/** Reads properties of resolved resources as the types that CloudFormation accepts for them. */

/** Resolved properties of a resource, or of a part of it. */
export type Properties = Readonly<Record<string, unknown>>;

/**
 * Returns the property as a string. Numbers and booleans are converted, as CloudFormation does. Undefined if
 * it is absent or not a scalar.
 */
export function textOf(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** Returns the property as a number, or the default if it is absent or not a number. */
export function numberOf(properties: Properties, name: string, otherwise: number): number {
  const value = Number(properties[name] ?? otherwise);
  return Number.isFinite(value) ? value : otherwise;
}

/** Returns whether the property is `true` or the text `true`. */
export function booleanOf(properties: Properties, name: string): boolean {
  return String(properties[name]).toLowerCase() === 'true';
}

/** Returns the property as a list; empty if it is absent. */
export function listOf<Member = unknown>(properties: Properties, name: string): readonly Member[] {
  const value = properties[name];
  return Array.isArray(value) ? (value as Member[]) : [];
}

/** Returns the property as an object; empty if it is absent. */
export function objectOf(properties: Properties, name: string): Properties {
  const value = properties[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

/** Returns the property as a map of strings; empty if it is absent. */
export function textsOf(properties: Properties, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objectOf(properties, name)).map(([key, value]) => [key, String(value)]),
  );
}
