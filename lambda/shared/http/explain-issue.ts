/** Explains a schema violation of a body, in words that repeat nothing of the body. */
import type * as z from 'zod/mini';
import type { FieldError } from '../errors';
import { NO_MESSAGE } from '../schema-messages';

type Issue = z.core.$ZodIssue;

/**
 * Returns an issue as the fault of one field. It never repeats input, not even the name of a member: a user
 * may have typed a password there.
 */
export function explainIssue(issue: Issue, body: unknown, schema: z.ZodMiniType): FieldError {
  const pointer = `#${issue.path.map((part) => `/${escapePointer(String(part))}`).join('')}`;
  return { pointer, detail: describe(issue, valueAt(body, issue.path), schemaAt(schema, issue.path)) };
}

/** Escapes one part of a JSON Pointer (RFC 6901 section 3). */
function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}

function describe(issue: Issue, value: unknown, schema: z.core.$ZodType | undefined): string {
  if (issue.message !== NO_MESSAGE) return issue.message;
  switch (issue.code) {
    case 'unrecognized_keys':
      return describeUnknownMembers(issue.keys, value, schema);
    case 'invalid_type':
      return value === undefined
        ? `is required, as ${withArticle(issue.expected)}`
        : `must be ${withArticle(issue.expected)}`;
    case 'invalid_value':
      return value === undefined
        ? `is required: ${listValues(issue.values)}`
        : `must be ${listValues(issue.values)}`;
    case 'invalid_union':
      return describeUnion(issue);
    case 'too_small':
      return describeBound(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least');
    case 'too_big':
      return describeBound(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most');
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return issue.format === 'regex'
        ? 'has characters or a format that is not allowed'
        : `must have the format ${issue.format}`;
    default:
      return 'is not valid';
  }
}

/** Names an unknown member by its position, which a client can look up in its request. */
function describeUnknownMembers(
  keys: readonly string[],
  value: unknown,
  schema: z.core.$ZodType | undefined,
): string {
  const sent = Object.keys(value as object);
  const places = sent.flatMap((name, place) => (keys.includes(name) ? [place + 1] : []));
  // JSON.parse moves names such as "1" to the front, so positions are not known.
  const isMoved = sent.some((name) => /^\d+$/.test(name));
  const position = `${places.length === 1 ? 'position' : 'positions'} ${places.join(' and ')} of ${sent.length}`;
  const unknown = `has an unknown member${isMoved ? '' : ` at ${position}`}`;
  const known = isObjectSchema(schema) ? Object.keys(schema._zod.def.shape).join(', ') : '';
  return known === '' ? unknown : `${unknown}; known: ${known}`;
}

function describeUnion(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if ('options' in issue && Array.isArray(issue.options)) return `must be ${listValues(issue.options)}`;
  const types = issue.errors.flatMap(([first]) =>
    first?.code === 'invalid_type' && first.path.length === 0 ? [withArticle(first.expected)] : [],
  );
  // Where a type matches, the faults of the alternatives differ too much to list.
  if (types.length < issue.errors.length) return 'matches none of the allowed formats';
  return `must be ${[...new Set(types)].join(' or ')}`;
}

function describeBound(origin: string, bound: number | bigint, relation: string): string {
  if (origin === 'string') return `must be ${relation} ${bound} characters long`;
  if (origin === 'array' || origin === 'set') return `must have ${relation} ${bound} items`;
  return `must be ${relation} ${bound}`;
}

function listValues(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ');
}

function withArticle(type: string): string {
  if (type === 'int') return 'a whole number';
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (parent, name) => (parent as Record<PropertyKey, unknown> | undefined)?.[name],
    body,
  );
}

/**
 * Finds the schema of a part of the body. Returns undefined below a union, which has several alternatives.
 */
function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  return path.reduce<z.core.$ZodType | undefined>(
    (parent, name) => unwrap(schemaOf(parent, name)),
    unwrap(schema),
  );
}

function schemaOf(schema: z.core.$ZodType | undefined, name: PropertyKey): z.core.$ZodType | undefined {
  if (isObjectSchema(schema)) return schema._zod.def.shape[String(name)];
  const { element, valueType } = (schema?._zod.def ?? {}) as {
    element?: z.core.$ZodType;
    valueType?: z.core.$ZodType;
  };
  return element ?? valueType;
}

/** Removes the wrappers of a schema: optional, nullable, a default. */
function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const inner = (schema?._zod.def as { innerType?: z.core.$ZodType } | undefined)?.innerType;
  return inner ? unwrap(inner) : schema;
}

function isObjectSchema(schema: z.core.$ZodType | undefined): schema is z.core.$ZodObject {
  return schema?._zod.def.type === 'object';
}
