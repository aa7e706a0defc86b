/** What the API's document says of foos. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';

const foo = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    note: z.optional(z.string()),
    createdAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'Foo' });

const shown = {
  id: '01a20614-b4fe-76e3-b1df-2ad606d06adb',
  name: 'first',
  note: 'The one to begin with',
  createdAt: '2026-11-23T01:45:50.078Z',
};

export const fooDescriptions = {
  'POST /foo': {
    summary: 'Create a foo',
    body: {
      name: { description: 'What it is called. No NUL.' },
      note: { description: 'Anything else about it. No NUL.' },
    },
    answers: { 201: { description: 'The foo', headers: ['Location'], schema: foo, example: shown } },
    problems: ['IDEMPOTENCY_KEY_REUSED', 'TOO_MANY_FOOS'],
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        description: 'Requests with the same key create one foo.',
        schema: z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/)),
      },
    ],
  },
  'GET /foo': {
    summary: 'List my foos',
    answers: {
      200: {
        description: 'The newest first',
        schema: z.strictObject({ items: z.array(foo), cursor: z.optional(z.string()) }),
        example: { items: [shown], cursor: 'MDFhMjA2MTQtYjRmZS03NmUzLWIxZGYtMmFkNjA2ZDA2YWRi' },
      },
    },
    problems: ['VALIDATION_FAILED'],
    parameters: [
      {
        name: 'limit',
        in: 'query',
        description: 'How many.',
        schema: z._default(z.int().check(z.minimum(1), z.maximum(100)), 20),
      },
      { name: 'cursor', in: 'query', description: 'The cursor of the page before.', schema: z.string() },
    ],
  },
  'GET /foo/{id}': {
    summary: 'Show a foo',
    answers: { 200: { description: 'The foo', schema: foo, example: shown } },
    problems: ['NOT_FOUND'],
  },
} as const satisfies RouteDescriptions<'foo'>;
