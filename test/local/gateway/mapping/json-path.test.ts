import { compileJsonPath, JsonPathError } from '../../../../local/gateway/mapping/json-path';

const shop = {
  name: 'corner',
  'opening-hours': { 'sat.': '9' },
  pets: [
    { name: 'Rex', price: 249, toys: [{ name: 'ball' }] },
    { name: 'Tom', price: null },
  ],
};

test.each<[string, unknown]>([
  ['$', shop],
  ['$.name', 'corner'],
  ['name', 'corner'],
  ['$.opening-hours', { 'sat.': '9' }],
  ["$['opening-hours']['sat.']", '9'],
  ['$["name"]', 'corner'],
  ['$.pets[0].name', 'Rex'],
  ['$.pets[-1].name', 'Tom'],
  ['$.pets[1].price', null],
  ['pets[0].toys[0].name', 'ball'],
])('%s points to one value', (expression, value) => {
  expect(compileJsonPath(expression)(shop)).toEqual(value);
});

test.each<[string, unknown[]]>([
  ['$.pets[*].name', ['Rex', 'Tom']],
  ['$.pets.*.name', ['Rex', 'Tom']],
  ['$..name', ['corner', 'Rex', 'ball', 'Tom']],
  ['$.pets..name', ['Rex', 'ball', 'Tom']],
  ["$..['price']", [249, null]],
  ['$..toys[0].name', ['ball']],
  ['$.pets[0].*', ['Rex', 249, [{ name: 'ball' }]]],
  ['$..nothing', []],
])('%s points to a list', (expression, values) => {
  expect(compileJsonPath(expression)(shop)).toEqual(values);
});

test.each([
  '$.nothing',
  '$.pets[2]',
  '$.pets[-3]',
  '$.name[0]',
  '$.pets.name',
  '$.nothing.more',
  '$.toString',
])('%s points to nothing', (expression) => {
  expect(compileJsonPath(expression)(shop)).toBeUndefined();
});

test.each([
  '$.pets[?(@.price > 10)]',
  '$.pets[(@.length-1)]',
  '$.pets[0:1]',
  '$.pets[0,1]',
  "$['name','pets']",
  '$.pets.length()',
  '$.',
  '$..',
  '$.pets[',
  '$.pets[0]name',
  '$name',
  '',
])('%s is rejected', (expression) => {
  expect(() => compileJsonPath(expression)).toThrow(JsonPathError);
});
