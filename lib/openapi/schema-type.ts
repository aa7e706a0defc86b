/** Writes a JSON Schema as a TypeScript type. */
import { type Json, type JsonObject, toArray, toObject } from './json';

const INDENT = '  ';

/**
 * Returns the text of the type. Lines after the first are indented by `depth` levels.
 * @throws Error for a schema that it cannot express, so that no type is a guess
 */
export function schemaType(schema: Json | undefined, depth = 0): string {
  const {
    $ref,
    const: constant,
    enum: choices,
    allOf,
    anyOf,
    oneOf,
    type,
    items,
    ...rest
  } = toObject(schema ?? {});
  if (typeof $ref === 'string') return referenceType($ref);
  if (constant !== undefined) return JSON.stringify(constant);
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(' | ');
  const list = (schemas: Json, separator: string) =>
    toArray(schemas)
      .map((member) => schemaType(member, depth))
      .join(separator);
  if (allOf !== undefined) return list(allOf, ' & ');
  const union = anyOf ?? oneOf;
  if (union !== undefined) return `(${list(union, ' | ')})`;
  if (Array.isArray(type)) {
    return `(${type.map((one) => schemaType({ ...rest, ...(items !== undefined && { items }), type: one }, depth)).join(' | ')})`;
  }
  if (type === 'array') return `Array<${schemaType(items, depth)}>`;
  if (type === 'object' || rest.properties !== undefined) return objectType(rest, depth);
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  if (Object.keys({ ...rest, ...(type !== undefined && { type }) }).every((key) => key === 'description')) {
    return 'unknown';
  }
  throw new Error(`Cannot express this schema as a TypeScript type: ${JSON.stringify(schema)}`);
}

/** Writes an object type from the texts of its members. */
export function membersType(members: readonly string[], depth: number): string {
  const inner = INDENT.repeat(depth + 1);
  return `{\n${members.map((member) => `${inner}${member}\n`).join('')}${INDENT.repeat(depth)}}`;
}

/** Writes a text as the comment before a member. */
export function comment(text: Json | undefined, depth: number): string {
  if (typeof text !== 'string' || text === '') return '';
  return `/** ${text.replaceAll('*/', '*\\/').replaceAll('\n', ' ')} */\n${INDENT.repeat(depth + 1)}`;
}

/** Writes a member's name, quoted if necessary. */
export function memberName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}

/** Returns the type of a reference: `#/components/schemas/Problem` becomes `components['schemas']['Problem']`. */
export function referenceType(reference: string): string {
  const [start, first, ...rest] = reference.split('/');
  if (start !== '#' || first === undefined)
    throw new Error(`Not a reference into the document: ${reference}`);
  return first + rest.map((part) => `[${JSON.stringify(part)}]`).join('');
}

function objectType({ properties, required, additionalProperties }: JsonObject, depth: number): string {
  const demanded = required === undefined ? [] : toArray(required);
  const members = Object.entries(toObject(properties ?? {})).map(([name, schema]) => {
    const { description } = toObject(schema);
    const mark = demanded.includes(name) ? '' : '?';
    return `${comment(description, depth)}${memberName(name)}${mark}: ${schemaType(schema, depth + 1)};`;
  });
  if (additionalProperties === undefined || additionalProperties === false) {
    return members.length === 0 ? 'Record<string, never>' : membersType(members, depth);
  }
  const others = members.length > 0 || additionalProperties === true ? 'unknown' : undefined;
  const value = others ?? schemaType(additionalProperties, depth + 1);
  return membersType([...members, `[name: string]: ${value};`], depth);
}
