/** Writes a schema as OpenAPI 3.1 has it: JSON Schema of 2020-12. */
import * as z from 'zod/mini';
import type { Json } from './json';

/** @param io whether it describes what is sent or what comes back */
export function toSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io });
  return withoutBounds(rest as Json);
}

/** Integers of JavaScript carry the bounds of what it counts exactly, which say nothing to others. */
function withoutBounds(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutBounds);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(
    ([, member]) => member !== Number.MAX_SAFE_INTEGER && member !== Number.MIN_SAFE_INTEGER,
  );
  return Object.fromEntries(members.map(([name, member]) => [name, withoutBounds(member)]));
}
