import * as z from 'zod/mini';
import { namedSchemas, toSchema } from '../../../lib/openapi/to-schema';

test('a value that may be left out is optional where it is sent and certain where it comes back', () => {
  const schema = z.strictObject({ limit: z._default(z.int(), 20) });
  expect(toSchema(schema, 'input')).not.toHaveProperty('required');
  expect(toSchema(schema, 'output')).toMatchObject({ required: ['limit'] });
});

test('leaves out the bounds of exact integers and the name of the draft', () => {
  expect(toSchema(z.int().check(z.minimum(1)), 'input')).toEqual({ type: 'integer', minimum: 1 });
});

test('leaves out a least length of nothing', () => {
  expect(toSchema(z.string().check(z.minLength(0)), 'input')).toEqual({ type: 'string' });
});

test('refers to what has a name, wherever it stands', () => {
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
