/** Reads the parts of a DynamoDB request, whose shape nobody has checked yet. */

type Json = Readonly<Record<string, unknown>>;

/** The value when it is an object, else an empty one. */
export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** The value when it is an array, else an empty one. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value when it is text. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The name in a `TableName` parameter, which may be an ARN as well. */
export function tableNameOf(value: unknown): string {
  const text = asText(value) ?? '';
  return text.startsWith('arn:') ? (text.split(':table/')[1]?.split('/')[0] ?? '') : text;
}

/** What an attribute value holds: `{S: 'a'}` gives `['a']`. */
export function readScalar(value: unknown): string[] {
  return Object.values(asObject(value)).filter((inner) => typeof inner === 'string');
}
