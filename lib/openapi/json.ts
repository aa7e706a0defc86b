/** A JSON document: its types, and how its parts are read. */

/** Any part of it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object of it. */
export type JsonObject = { readonly [name: string]: Json };

/** Reads an object. @throws Error for anything else */
export function toObject(value: Json | undefined): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`Not an object: ${JSON.stringify(value)}`);
  }
  return value as JsonObject;
}

/** Reads an array. @throws Error for anything else */
export function toArray(value: Json | undefined): readonly Json[] {
  if (!Array.isArray(value)) throw new Error(`Not an array: ${JSON.stringify(value)}`);
  return value;
}
