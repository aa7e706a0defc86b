/** What the API's document says of foos. */
import * as z from 'zod/mini';
import type { RouteDescriptions } from '../shared/http/description';

const foo = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  note: z.optional(z.string()),
  createdAt: z.iso.datetime(),
});

export const fooDescriptions = {
  'POST /foo': {
    summary: 'Create a foo',
    answers: { 201: { description: 'The foo; Location says where it is', schema: foo } },
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
    answers: { 200: { description: 'The foo', schema: foo } },
    problems: ['NOT_FOUND'],
  },
} as const satisfies RouteDescriptions<'foo'>;
