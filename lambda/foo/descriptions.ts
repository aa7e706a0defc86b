/** Describes foos in the OpenAPI document. */
import * as z from 'zod/mini';
import type { AnswerDescription, ParameterDescription, RouteDescriptions } from '../shared/http/description';

const foo = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    note: z.optional(z.string()),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'Foo' });

const shown = {
  id: '01a20614-b4fe-76e3-b1df-2ad606d06adb',
  name: 'first',
  note: 'The first example',
  createdAt: '2026-11-23T01:45:50.078Z',
  updatedAt: '2026-11-23T01:45:50.078Z',
};

const content = {
  name: { description: 'The name of the foo. It must not contain NUL.' },
  note: { description: 'A text about the foo. It must not contain NUL.' },
};

const fooAnswer = {
  description: 'The foo',
  headers: ['ETag', 'Last-Modified'],
  schema: foo,
  example: shown,
} as const satisfies AnswerDescription;

const header = (name: string, description: string): ParameterDescription => ({
  name,
  in: 'header',
  description,
  schema: z.string(),
});

/** The conditions that a request may set on a foo's state (RFC 9110 section 13). */
const preconditions = [
  header('If-Match', 'The response is 412 unless the foo has one of these entity tags; `*` matches any.'),
  header(
    'If-Unmodified-Since',
    'The response is 412 if the foo was changed after this date. The date has no fractions of a second, so use `If-Match` to detect every change.',
  ),
];

const conditionalWrite = [
  ...preconditions,
  header('If-None-Match', 'The response is 412 if the foo has one of these entity tags.'),
];

export const fooDescriptions = {
  'POST /foo': {
    summary: 'Create a foo',
    body: content,
    answers: { 201: { ...fooAnswer, headers: [...fooAnswer.headers, 'Location'] } },
    problems: ['IDEMPOTENCY_KEY_REUSED', 'TOO_MANY_FOOS', 'CONCURRENT_CHANGE'],
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        description:
          'Requests with the same key create one foo and receive the same response, also after the foo is changed or deleted.',
        schema: z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/)),
      },
    ],
  },
  'GET /foo': {
    summary: 'List my foos',
    answers: {
      200: {
        description: 'The foos, newest first',
        schema: z.strictObject({ items: z.array(foo), cursor: z.optional(z.string()) }),
        example: { items: [shown], cursor: 'MDFhMjA2MTQtYjRmZS03NmUzLWIxZGYtMmFkNjA2ZDA2YWRi' },
      },
    },
    problems: ['VALIDATION_FAILED'],
    parameters: [
      {
        name: 'limit',
        in: 'query',
        description: 'The largest number of foos in the response.',
        schema: z._default(z.int().check(z.minimum(1), z.maximum(100)), 20),
      },
      { name: 'cursor', in: 'query', description: 'The cursor of the previous page.', schema: z.string() },
    ],
  },
  'GET /foo/{id}': {
    summary: 'Show a foo',
    answers: {
      200: fooAnswer,
      304: { description: 'The foo has not changed', headers: ['ETag', 'Last-Modified'] },
    },
    problems: ['VALIDATION_FAILED', 'NOT_FOUND', 'PRECONDITION_FAILED'],
    parameters: [
      header('If-None-Match', 'The response is 304 if the foo has one of these entity tags.'),
      header(
        'If-Modified-Since',
        'The response is 304 unless the foo was changed after this date. Ignored if `If-None-Match` is sent.',
      ),
      ...preconditions,
    ],
  },
  'PUT /foo/{id}': {
    summary: 'Replace a foo',
    description: 'An omitted note is removed. With `If-Match`, only one of two concurrent updates succeeds.',
    body: content,
    answers: { 200: { ...fooAnswer, description: 'The updated foo' } },
    problems: ['NOT_FOUND', 'PRECONDITION_FAILED', 'CONCURRENT_CHANGE'],
    parameters: conditionalWrite,
  },
  'DELETE /foo/{id}': {
    summary: 'Delete a foo',
    answers: { 204: { description: 'The foo is deleted' } },
    problems: ['VALIDATION_FAILED', 'NOT_FOUND', 'PRECONDITION_FAILED', 'CONCURRENT_CHANGE'],
    parameters: conditionalWrite,
  },
} as const satisfies RouteDescriptions<'foo'>;
