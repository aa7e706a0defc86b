import * as z from 'zod/mini';
import { explainIssue } from '../../../../lambda/shared/http/explain-issue';
import { withoutLocale } from '../../../../lambda/shared/schema-messages';

function faultsOf(schema: z.ZodMiniType, body: unknown) {
  const { error } = schema.safeParse(body, withoutLocale);
  return error?.issues.map((issue) => explainIssue(issue, body, schema));
}

const inner = z.strictObject({ street: z.string() });

test.each([
  ['an object', z.strictObject({ at: inner }), { at: { street: 'a', zip: 1 } }, '#/at'],
  [
    'an optional one',
    z.strictObject({ at: z.optional(z.nullable(inner)) }),
    { at: { street: 'a', zip: 1 } },
    '#/at',
  ],
  ['one of a list', z.strictObject({ at: z.array(inner) }), { at: [{ street: 'a', zip: 1 }] }, '#/at/0'],
  [
    'one of a record',
    z.strictObject({ at: z.record(z.string(), inner) }),
    { at: { 'x/y': { street: 'a', zip: 1 } } },
    '#/at/x~1y',
  ],
])('an unknown member of %s is reported with the known names', (_what, schema, body, pointer) => {
  expect(faultsOf(schema, body)).toEqual([
    { pointer, detail: 'has an unknown member at position 2 of 2; known: street' },
  ]);
});

test('an unknown member of an empty object, and one below a union', () => {
  expect(faultsOf(z.strictObject({}), { zip: 1 })).toEqual([
    { pointer: '#', detail: 'has an unknown member at position 1 of 1' },
  ]);
  expect(faultsOf(z.union([inner, z.string()]), { street: 'a', zip: 1 })).toEqual([
    { pointer: '#', detail: 'has an unknown member at position 2 of 2' },
  ]);
  expect(faultsOf(z.union([inner, z.strictObject({ city: z.string() })]), { town: 'a' })).toEqual([
    { pointer: '#', detail: 'matches none of the allowed formats' },
  ]);
});

test.each([
  [z.enum(['asc', 'desc']), 'up', 'must be "asc" or "desc"'],
  [z.literal('asc'), 'up', 'must be "asc"'],
  [z.union([z.string(), z.number()]), true, 'must be a string or a number'],
  [
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('a') }),
      z.strictObject({ kind: z.literal('b') }),
    ]),
    { kind: 'c' },
    'must be "a" or "b"',
  ],
  [z.number().check(z.gte(1)), 0, 'must be at least 1'],
  [z.number().check(z.gt(1)), 1, 'must be more than 1'],
  [z.number().check(z.lte(9)), 10, 'must be at most 9'],
  [z.number().check(z.lt(9)), 9, 'must be less than 9'],
  [z.number().check(z.multipleOf(2)), 3, 'must be a multiple of 2'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.string().check(z.minLength(2)), 'a', 'must be at least 2 characters long'],
  [z.array(z.string()).check(z.maxLength(1)), ['a', 'b'], 'must have at most 1 items'],
  [z.uuid(), 'a', 'must have the format uuid'],
  [z.string().check(z.regex(/^a/)), 'b', 'has characters or a format that is not allowed'],
  [z.string().check(z.refine(() => false)), 'b', 'is not valid'],
  [z.string().check(z.regex(/^a/, 'must begin with a')), 'b', 'must begin with a'],
])('%#: describes the fault', (schema, value, detail) => {
  expect(faultsOf(z.strictObject({ part: schema }), { part: value })?.[0]?.detail).toBe(detail);
});

test('a missing part is reported as required, whatever its type', () => {
  const schema = z.strictObject({ name: z.string(), order: z.enum(['asc', 'desc']) });
  expect(faultsOf(schema, {})).toEqual([
    { pointer: '#/name', detail: 'is required, as a string' },
    { pointer: '#/order', detail: 'is required: "asc" or "desc"' },
  ]);
});

test.each([
  z.number(),
  z.int(),
  z.uuid(),
  z.enum(['asc', 'desc']),
  z.union([z.number(), z.boolean()]),
  z.string().check(z.maxLength(2)),
  z.string().check(z.regex(/^a/)),
  z.string().check(z.refine(() => false)),
  z.array(z.string()).check(z.minLength(2)),
  z.strictObject({}),
])('%#: no message repeats a value or the name of a member', (schema) => {
  // a user may type a password into any field, or send one as a name
  const secret = 'hunter2-hunter2';
  for (const part of [secret, [secret], { [secret]: secret }]) {
    const faults = faultsOf(z.strictObject({ part: schema }), { [secret]: secret, part });
    expect(faults).not.toHaveLength(0);
    expect(JSON.stringify(faults)).not.toContain(secret);
  }
});
