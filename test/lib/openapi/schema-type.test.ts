import { schemaType } from '../../../lib/openapi/schema-type';

test.each([
  [{ type: 'string', format: 'uuid', pattern: '^x$' }, 'string'],
  [{ type: 'integer', minimum: 1 }, 'number'],
  [{ type: 'array', items: { type: 'boolean' } }, 'Array<boolean>'],
  [{ const: 'Bearer' }, '"Bearer"'],
  [{ enum: ['A', 'B'] }, '"A" | "B"'],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, '(string | null)'],
  [{ type: ['string', 'null'] }, '(string | null)'],
  [{ type: ['array', 'null'], items: { type: 'integer' } }, '(Array<number> | null)'],
  [{ $ref: '#/components/schemas/Problem' }, 'components["schemas"]["Problem"]'],
  [{ type: 'object', additionalProperties: { type: 'number' } }, '{\n  [name: string]: number;\n}'],
  [{}, 'unknown'],
])('%j is %s', (schema, type) => {
  expect(schemaType(schema)).toBe(type);
});

test('writes the members of an object with their descriptions, and marks optional ones', () => {
  const schema = {
    type: 'object',
    properties: { id: { type: 'string' }, 'a-b': { type: 'integer', description: 'Seconds */.' } },
    required: ['id'],
  };
  expect(schemaType(schema)).toBe('{\n  id: string;\n  /** Seconds *\\/. */\n  "a-b"?: number;\n}');
});

test('rejects a schema that it cannot express, instead of guessing', () => {
  expect(() => schemaType({ not: { type: 'string' } })).toThrow('not');
});
