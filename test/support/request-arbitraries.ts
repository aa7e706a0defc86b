/** Generates requests from an operation of the API's document: valid ones, and ones that are not. */
import fc from 'fast-check';
import type { Operation, Parameter } from './api-contract';

/** What is sent beside method and access token. */
export interface GeneratedRequest {
  /** With its parameters filled in, and the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. @default - none */
  readonly body?: string;
  /** Whose token comes along: `other` is no token of the API. */
  readonly token: 'own' | 'other' | 'none';
}

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

const anything = fc.anything({ maxDepth: 2, withNullPrototype: false });

/** Values that a schema allows, as far as it says so; some that it does not, when `valid` is false. */
function valuesOf(schema: Schema, valid: boolean): fc.Arbitrary<unknown> {
  if (!valid) return fc.oneof({ weight: 3, arbitrary: valuesOf(schema, true) }, anything);
  const shown = (schema.examples ?? []).map((example) => fc.constant(example));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === 'object') return fc.oneof(objectsOf(schema, valid), ...shown);
  if (schema.type === 'array') return fc.array(valuesOf(schema.items ?? {}, valid), { maxLength: 3 });
  if (schema.type === 'integer')
    return fc.integer({ min: schema.minimum ?? -10, max: schema.maximum ?? 1_000 });
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type !== 'string') return anything;
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
  const maxLength = Math.min(schema.maxLength ?? 40, 60);
  return fc.oneof(fc.string({ unit: 'grapheme', minLength: schema.minLength ?? 0, maxLength }), ...shown);
}

function objectsOf({ properties = {}, required = [] }: Schema, valid: boolean): fc.Arbitrary<object> {
  const members = Object.entries(properties).map(
    ([name, schema]) => [name, valuesOf(schema, valid)] as const,
  );
  return fc.record(Object.fromEntries(members), { requiredKeys: valid ? [...required] : [] });
}

function bodiesOf(operation: Operation): fc.Arbitrary<string | undefined> {
  const schema = operation.requestBody?.content['application/json']?.schema as Schema | undefined;
  if (!schema) return fc.constant(undefined);
  const broken = fc.oneof(objectsOf(schema, false), anything).map((value) => JSON.stringify(value) ?? '');
  return fc.oneof(
    { weight: 3, arbitrary: valuesOf(schema, true).map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: broken },
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  );
}

/** Query parameters and headers may be left out; those of the path may not. */
function parametersOf(operation: Operation, place: Parameter['in'], toText: (text: string) => string) {
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  const texts = parameters.map(({ name, schema }) => {
    const value = fc.oneof(valuesOf(schema, true), fc.string({ minLength: 1, maxLength: 20 }), fc.uuid());
    return [
      name,
      value.map((sent) => toText(typeof sent === 'string' ? sent : JSON.stringify(sent))),
    ] as const;
  });
  return fc.record(Object.fromEntries(texts), place === 'path' ? {} : { requiredKeys: [] });
}

/** Requests to one operation. */
export function requestsOf(path: string, operation: Operation): fc.Arbitrary<GeneratedRequest> {
  // what node:http refuses to send is no matter of the API
  const toHeader = (text: string) => text.replace(/[^\x21-\x7e]/g, '!');
  return fc
    .record({
      place: parametersOf(operation, 'path', (text) => encodeURIComponent(text.toWellFormed()) || 'x'),
      query: parametersOf(operation, 'query', (text) => encodeURIComponent(text.toWellFormed())),
      headers: parametersOf(operation, 'header', toHeader),
      type: fc.oneof({ weight: 9, arbitrary: fc.constant('application/json') }, fc.constant('text/plain')),
      body: bodiesOf(operation),
      token: fc.oneof(
        { weight: 8, arbitrary: fc.constant<'own'>('own') },
        fc.constantFrom<'other' | 'none'>('other', 'none'),
      ),
    })
    .map(({ place, query, headers, type, body, token }) => ({
      path:
        path.replace(/\{(\w+)\}/g, (_all, name: string) => String(place[name])) +
        Object.entries(query).reduce(
          (text, [name, value], i) => `${text}${i === 0 ? '?' : '&'}${name}=${value}`,
          '',
        ),
      headers: { ...headers, ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body }),
      token,
    }));
}
