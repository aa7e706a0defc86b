/** Describes the headers that only some responses have; headers of every response are left out. */
import type { JsonObject } from './json';

const known: Readonly<Record<string, JsonObject>> = {
  ETag: {
    description:
      'The entity tag of the resource, for `If-Match` and `If-None-Match` (RFC 9110 section 8.8.3).',
    schema: { type: 'string', pattern: '^"[^"]+"$' },
  },
  'Last-Modified': {
    description: 'The time of the last change, in seconds (RFC 9110 section 8.8.2).',
    schema: { type: 'string' },
  },
  Location: {
    description: 'The path of the new resource, from the origin of the base URL.',
    schema: { type: 'string', format: 'uri-reference' },
  },
  'Retry-After': {
    description: 'The number of seconds to wait before the next request.',
    schema: { type: 'integer', minimum: 0 },
  },
  'WWW-Authenticate': { description: 'A challenge (RFC 6750 section 3).', schema: { type: 'string' } },
};

/**
 * Describes the headers of one response. A header is required if every possible response has it.
 * @param answers the header names of each possible response
 * @returns undefined if no response has headers
 * @throws Error for an unknown header
 */
export function describeHeaders(answers: readonly (readonly string[])[]): JsonObject | undefined {
  const names = [...new Set(answers.flat())].sort();
  if (names.length === 0) return undefined;
  return Object.fromEntries(
    names.map((name) => {
      const header = known[name];
      if (!header) throw new Error(`Unknown header: ${name}`);
      return [name, { required: answers.every((own) => own.includes(name)), ...header }];
    }),
  );
}
