/** Generates valid and invalid requests from an operation of openapi.json. */
import fc from 'fast-check';
import type { Operation, Parameter } from './api-contract';

/** The parts of a request, except its method. */
export interface GeneratedRequest {
  /** With its parameters filled in, and with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. @default - none */
  readonly body?: string;
  /** The access token: the caller's `own`, an `other` text that is not a token of the API, or `none`. */
  readonly token: 'own' | 'other' | 'none';
}

/** Requests with a known outcome. */
export interface CertainRequests {
  readonly valid: GeneratedRequest;
  readonly refused: readonly { readonly status: number; readonly request: GeneratedRequest }[];
}

/**
 * The caller's own values by the name of a parameter or member, such as the refresh token under
 * `refresh_token`. They may be placeholders, which the sender replaces with the current values.
 */
export type OwnValues = Readonly<Record<string, string>>;

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

type Pairs = readonly (readonly [name: string, value: string])[];

/** In bytes, above the API's limit. */
const LARGE_BODY = 8_300;

const anything = fc.anything({ maxDepth: 2, withNullPrototype: false });

const toText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Returns a limit and its two neighbors. */
const around = (limit: number) => [limit - 1, limit, limit + 1];

/** Generates values that a schema allows, including its limits. If `valid` is false, also any other value. */
function valuesOf(schema: Schema, valid: boolean): fc.Arbitrary<unknown> {
  if (!valid) return fc.oneof({ weight: 3, arbitrary: valuesOf(schema, true) }, anything);
  const shown = (schema.examples ?? []).map((example) => fc.constant(example));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === 'array') return fc.array(valuesOf(schema.items ?? {}, valid), { maxLength: 3 });
  if (schema.type === 'integer') {
    const { minimum = -10, maximum = 1_000 } = schema;
    const limits = fc.constantFrom(...around(minimum), ...around(maximum));
    return fc.oneof({ weight: 2, arbitrary: fc.integer({ min: minimum, max: maximum }) }, limits);
  }
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type !== 'string') return anything;
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
  const { minLength = 0, maxLength } = schema;
  const short = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength ?? 40, 60) });
  const lengths = maxLength === undefined ? [] : around(maxLength);
  return fc.oneof(short, ...shown, ...lengths.map((length) => fc.constant('x'.repeat(length))));
}

/** Generates the values of `valuesOf`, and the caller's own value of that name. */
function namedValuesOf(name: string, schema: Schema, valid: boolean, own: OwnValues): fc.Arbitrary<unknown> {
  const values = valuesOf(schema, valid);
  return own[name] === undefined ? values : fc.oneof(fc.constant(own[name]), values);
}

function objectsOf(schema: Schema, valid: boolean, own: OwnValues): fc.Arbitrary<object> {
  const { properties = {}, required = [] } = schema;
  const members = Object.entries(properties).map(
    ([name, member]) => [name, namedValuesOf(name, member, valid, own)] as const,
  );
  return fc.record(Object.fromEntries(members), { requiredKeys: valid ? [...required] : [] });
}

function bodySchemaOf(operation: Operation): Schema | undefined {
  return operation.requestBody?.content['application/json']?.schema as Schema | undefined;
}

function bodiesOf(operation: Operation, own: OwnValues): fc.Arbitrary<string | undefined> {
  const schema = bodySchemaOf(operation);
  if (!schema) return fc.constant(undefined);
  const valid = fc.oneof(objectsOf(schema, true, own), fc.constant(validBody(schema, own)));
  const broken = fc
    .oneof(objectsOf(schema, false, own), anything)
    .map((value) => JSON.stringify(value) ?? '');
  return fc.oneof(
    { weight: 4, arbitrary: valid.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: broken },
    { weight: 1, arbitrary: valid.map((value) => JSON.stringify({ ...value, unknown: true })) },
    { weight: 1, arbitrary: valid.map((value) => JSON.stringify(value).padEnd(LARGE_BODY)) },
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  );
}

/** Returns a body's example, with the caller's own values in place of the example's. */
function validBody({ properties = {}, examples = [] }: Schema, own: OwnValues): object {
  const members = Object.entries(own).filter(([name]) => name in properties);
  return { ...(examples[0] as object | undefined), ...Object.fromEntries(members) };
}

/** Generates parameters. Query parameters may be missing or repeated, path parameters may not. */
function parametersOf(
  operation: Operation,
  place: Parameter['in'],
  own: OwnValues,
  encode: (text: string) => string,
): fc.Arbitrary<Pairs> {
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  const each = parameters.map(({ name, schema }) => {
    const values = fc.oneof(
      namedValuesOf(name, schema, true, own),
      fc.string({ minLength: 1, maxLength: 20 }),
      fc.uuid(),
    );
    const pair = values.map((value) => [name, encode(toText(value))] as const);
    return fc.array(pair, { minLength: place === 'path' ? 1 : 0, maxLength: place === 'query' ? 2 : 1 });
  });
  return fc.tuple(...each).map((pairs) => pairs.flat());
}

function writePath(path: string, place: Pairs, query: Pairs): string {
  const values = Object.fromEntries(place);
  const search = query.map(([name, value]) => `${name}=${value}`).join('&');
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name]));
  return search === '' ? filled : `${filled}?${search}`;
}

/** Generates requests to one operation. */
export function requestsOf(
  path: string,
  operation: Operation,
  own: OwnValues,
): fc.Arbitrary<GeneratedRequest> {
  const encode = (text: string) => encodeURIComponent(text.toWellFormed());
  return fc
    .record({
      place: parametersOf(operation, 'path', own, (text) => encode(text) || 'x'),
      query: parametersOf(operation, 'query', own, encode),
      // node:http refuses other characters, which is not a property of the API.
      headers: parametersOf(operation, 'header', own, (text) => text.replace(/[^\x21-\x7e]/g, '!')),
      type: fc.oneof({ weight: 9, arbitrary: fc.constant('application/json') }, fc.constant('text/plain')),
      body: bodiesOf(operation, own),
      token: fc.oneof(
        { weight: 8, arbitrary: fc.constant<'own'>('own') },
        fc.constantFrom<'other' | 'none'>('other', 'none'),
      ),
    })
    .map(({ place, query, headers, type, body, token }) => ({
      path: writePath(path, place, query),
      headers: { ...Object.fromEntries(headers), ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body }),
      token,
    }));
}

/**
 * Returns one request that must succeed, with the caller's own values and only required parts, and requests
 * that must be rejected.
 */
export function certainRequestsOf(path: string, operation: Operation, own: OwnValues): CertainRequests {
  const schema = bodySchemaOf(operation);
  const filled = { path: writePath(path, Object.entries(own), []), token: 'own' } as const;
  const stranger = { status: 401, request: { ...filled, headers: {}, token: 'none' } } as const;
  const strangers = operation.security.length > 0 ? [stranger] : [];
  if (!schema) return { valid: { ...filled, headers: {} }, refused: strangers };
  const body = JSON.stringify(validBody(schema, own));
  const valid = { ...filled, headers: { 'content-type': 'application/json' }, body };
  return {
    valid,
    refused: [
      ...strangers,
      { status: 400, request: { ...valid, body: (schema.required ?? []).length > 0 ? '{}' : '[]' } },
      { status: 413, request: { ...valid, body: body.padEnd(LARGE_BODY) } },
      { status: 415, request: { ...valid, headers: { 'content-type': 'text/plain' } } },
    ],
  };
}
