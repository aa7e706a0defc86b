import { createBodyCheckCompiler } from '../../../../local/gateway/validation/validate-body';

const model = (name: string, schema: unknown) => ({ name, contentType: 'application/json', schema });

test.each<[string, unknown]>([
  ['of a type that JSON has not', { type: 'text' }],
  ['null', null],
  ['a text', '{}'],
])('a schema that is %s is reported with its model', (_, schema) => {
  expect(() => createBodyCheckCompiler('abc', [model('Good', {}), model('Bad', schema)])).toThrow(
    /^the schema of the model Bad is invalid: /,
  );
});

test('a broken reference is reported with the model that contains it', () => {
  const compile = createBodyCheckCompiler('abc', [model('Lost', { $ref: '#/definitions/Nothing' })]);
  expect(() => compile({ 'application/json': 'Lost' })).toThrow(/^the schema of the model Lost is invalid: /);
});
