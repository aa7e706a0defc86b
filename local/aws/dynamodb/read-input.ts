/** Reads the parts of a DynamoDB request that is not validated yet. */

type Json = Readonly<Record<string, unknown>>;

/** Returns the value if it is an object, else an empty object. */
export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** Returns the value if it is an array, else an empty array. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns the value if it is a string. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Returns the table name of a `TableName` parameter, which can also be an ARN. */
export function tableNameOf(value: unknown): string {
  const text = asText(value) ?? '';
  return text.startsWith('arn:') ? (text.split(':table/')[1]?.split('/')[0] ?? '') : text;
}

/** Returns the text of an attribute value: `['a']` for `{S: 'a'}`. */
export function readScalar(value: unknown): string[] {
  return Object.values(asObject(value)).filter((inner) => typeof inner === 'string');
}
