/** Converts a schema into JSON Schema 2020-12, the form that OpenAPI 3.1 uses. */
import * as z from 'zod/mini';
import { type Json, type JsonObject, toObject } from './json';

/**
 * Returns the JSON Schema. A schema with an `id` in zod's registry becomes a reference to a component of that name.
 * @param io `input` for requests, `output` for responses
 */
export function toSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _draft, $defs: _named, ...rest } = convert(schema, io);
  return tidy(rest as Json);
}

/** Returns the components that the schema references, by name. */
export function namedSchemas(schema: z.ZodMiniType, io: 'input' | 'output'): JsonObject {
  return toObject(tidy((convert(schema, io).$defs ?? {}) as Json));
}

function convert(schema: z.ZodMiniType, io: 'input' | 'output') {
  return z.toJSONSchema(schema, { target: 'draft-2020-12', io });
}

/** Points references to the document's components. Removes bounds that constrain nothing: those of JavaScript's safe integers, and
 * a minimum length of 0. */
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
