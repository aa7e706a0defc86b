import * as z from 'zod/mini';
import { toSchema } from '../../../lib/openapi/to-schema';

test('a value that may be left out is optional where it is sent and certain where it comes back', () => {
  const schema = z.strictObject({ limit: z._default(z.int(), 20) });
  expect(toSchema(schema, 'input')).not.toHaveProperty('required');
  expect(toSchema(schema, 'output')).toMatchObject({ required: ['limit'] });
});

test('leaves out the bounds of exact integers and the name of the draft', () => {
  expect(toSchema(z.int().check(z.minimum(1)), 'input')).toEqual({ type: 'integer', minimum: 1 });
});
