/** Reads properties of resolved resources as the types that CloudFormation takes for them. */

/** Resolved properties of a resource, or of a part of it. */
export type Properties = Readonly<Record<string, unknown>>;

/** The property as text; numbers and booleans count, as CloudFormation takes them. Undefined where it is absent or no scalar. */
export function textOf(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** The property as a number, or what stands in its place where it is absent. */
export function numberOf(properties: Properties, name: string, otherwise: number): number {
  const value = Number(properties[name] ?? otherwise);
  return Number.isFinite(value) ? value : otherwise;
}

/** The property as a boolean: `true`, or the text `true`. */
export function booleanOf(properties: Properties, name: string): boolean {
  return String(properties[name]).toLowerCase() === 'true';
}

/** The property as a list, empty where it is absent. */
export function listOf<Member = unknown>(properties: Properties, name: string): readonly Member[] {
  const value = properties[name];
  return Array.isArray(value) ? (value as Member[]) : [];
}

/** The property as an object, empty where it is absent. */
export function objectOf(properties: Properties, name: string): Properties {
  const value = properties[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

/** The property as a map of texts, empty where it is absent. */
export function textsOf(properties: Properties, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objectOf(properties, name)).map(([key, value]) => [key, String(value)]),
  );
}
