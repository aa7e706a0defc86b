/** The codec of the table: plain values to an item's attributes, and back. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { InternalError } from '../errors';

/** Attributes by name: an item, a key, a map in an item, or the values of an expression. */
export type Attributes = Record<string, AttributeValue>;

/** A value that an attribute can hold. */
export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value | undefined };

/** Converts values by name, in their order. Undefined values are left out. */
export function toAttributes(values: Readonly<Record<string, Value | undefined>>): Attributes {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, toAttribute(value)]],
    ),
  );
}

function toAttribute(value: Value): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (isList(value)) return { L: value.map(toAttribute) };
  return { M: toAttributes(value) };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/**
 * Reads an attribute that must be a string.
 * @param owner the subject of the error's message, such as `A session`
 * @throws InternalError
 */
export function readText(attributes: Attributes, name: string, owner: string): string {
  const text = attributes[name]?.S;
  if (text === undefined) throw new InternalError(`${owner} lacks ${name}`);
  return text;
}

/**
 * Reads an attribute that must be a number.
 * @param owner the subject of the error's message, such as `A session`
 * @throws InternalError
 */
export function readNumber(attributes: Attributes, name: string, owner: string): number {
  const number = Number(attributes[name]?.N ?? Number.NaN);
  if (!Number.isFinite(number)) throw new InternalError(`${owner} lacks ${name}`);
  return number;
}
