import * as z from 'zod/mini';
import { describeBody } from '../../../lib/openapi/describe-body';

const body = z.strictObject({ name: z.string().check(z.maxLength(3)), age: z.optional(z.int()) });

test('adds words to the members that have some, and keeps what the schema says', () => {
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

test('refuses words for a member that is not there', () => {
  expect(() => describeBody(body, { weight: { description: 'Heavy.' } })).toThrow('weight');
});
