/** Writes a schema as OpenAPI 3.1 has it: JSON Schema of 2020-12. */
import * as z from 'zod/mini';
import { type Json, type JsonObject, toObject } from './json';

/**
 * Returns the schema; what has an `id` in zod's registry is a reference to a component of that name.
 * @param io whether it describes what is sent or what comes back
 */
export function toSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _draft, $defs: _named, ...rest } = convert(schema, io);
  return tidy(rest as Json);
}

/** Returns the components that the schema refers to, by name. */
export function namedSchemas(schema: z.ZodMiniType, io: 'input' | 'output'): JsonObject {
  return toObject(tidy((convert(schema, io).$defs ?? {}) as Json));
}

function convert(schema: z.ZodMiniType, io: 'input' | 'output') {
  return z.toJSONSchema(schema, { target: 'draft-2020-12', io });
}

/** Points references at the document's components. Integers of JavaScript carry the bounds of what it counts
 * exactly, and texts the least length there is: both say nothing to others, and are left out. */
function tidy(value: Json): Json {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(
    ([name, member]) =>
      member !== Number.MAX_SAFE_INTEGER &&
      member !== Number.MIN_SAFE_INTEGER &&
      !(name === 'minLength' && member === 0),
  );
  return Object.fromEntries(
    members.map(([name, member]) => [
      name,
      name === '$ref' ? String(member).replace('#/$defs/', '#/components/schemas/') : tidy(member),
    ]),
  );
}
