import * as z from 'zod/mini';
import { namedSchemas, toSchema } from '../../../lib/openapi/to-schema';

test('a value with a default is optional in requests and required in responses', () => {
  const schema = z.strictObject({ limit: z._default(z.int(), 20) });
  expect(toSchema(schema, 'input')).not.toHaveProperty('required');
  expect(toSchema(schema, 'output')).toMatchObject({ required: ['limit'] });
});

test('leaves out the bounds of exact integers and the name of the draft', () => {
  expect(toSchema(z.int().check(z.minimum(1)), 'input')).toEqual({ type: 'integer', minimum: 1 });
});

test('leaves out a minimum length of 0', () => {
  expect(toSchema(z.string().check(z.minLength(0)), 'input')).toEqual({ type: 'string' });
});

test('references named schemas at every place', () => {
  const pet = z.strictObject({ name: z.string() }).register(z.globalRegistry, { id: 'TestPet' });
  const reference = { $ref: '#/components/schemas/TestPet' };
  expect(toSchema(pet, 'output')).toEqual(reference);
  const list = z.strictObject({ pets: z.array(pet) });
  expect(toSchema(list, 'output')).toMatchObject({ properties: { pets: { items: reference } } });
  expect(toSchema(list, 'output')).not.toHaveProperty('$defs');
  expect(namedSchemas(list, 'output')).toMatchObject({
    TestPet: { type: 'object', properties: { name: { type: 'string' } } },
  });
});
