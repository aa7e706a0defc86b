/** The types of a JSON document, and readers of its parts. */

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/** Returns the value as an object. @throws Error for any other value */
export function toObject(value: Json | undefined): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`Not an object: ${JSON.stringify(value)}`);
  }
  return value as JsonObject;
}

/** Returns the value as an array. @throws Error for any other value */
export function toArray(value: Json | undefined): readonly Json[] {
  if (!Array.isArray(value)) throw new Error(`Not an array: ${JSON.stringify(value)}`);
  return value;
}
