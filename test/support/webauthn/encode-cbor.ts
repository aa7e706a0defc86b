/** Writes CBOR (RFC 8949) with the shortest lengths, as authenticators do. */

/** What authenticators write: integers, texts, bytes, lists and maps. */
export type CborValue =
  | number
  | string
  | boolean
  | Uint8Array
  | readonly CborValue[]
  | ReadonlyMap<number | string, CborValue>;

/** Encodes a value. Integers are below 2^32. Maps keep their order. */
export function encodeCbor(value: CborValue): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'boolean') return Buffer.of(value ? 0xf5 : 0xf4);
  if (typeof value === 'string') return withLength(3, Buffer.from(value));
  if (value instanceof Uint8Array) return withLength(2, value);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encodeCbor)]);
  const entries = [...(value as ReadonlyMap<number | string, CborValue>)];
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(encodeCbor)]);
}

function withLength(majorType: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([head(majorType, bytes.length), bytes]);
}

function head(majorType: number, argument: number): Buffer {
  const type = majorType << 5;
  if (argument < 24) return Buffer.of(type | argument);
  if (argument < 0x100) return Buffer.of(type | 24, argument);
  const size = argument < 0x10000 ? 2 : 4;
  const bytes = Buffer.alloc(1 + size, type | (size === 2 ? 25 : 26));
  bytes.writeUIntBE(argument, 1, size);
  return bytes;
}
