import * as z from 'zod/mini';
import { describeBody } from '../../../lib/openapi/describe-body';

const body = z.strictObject({ name: z.string().check(z.maxLength(3)), age: z.optional(z.int()) });

test('adds descriptions to members, and keeps their schema', () => {
  expect(describeBody(body, { name: { description: 'Short.', format: 'password' } })).toEqual({
    type: 'object',
    properties: {
      name: { description: 'Short.', format: 'password', type: 'string', maxLength: 3 },
      age: { type: 'integer' },
    },
    required: ['name'],
    additionalProperties: false,
  });
});

test('rejects a description of a member that does not exist', () => {
  expect(() => describeBody(body, { weight: { description: 'Heavy.' } })).toThrow('weight');
});
