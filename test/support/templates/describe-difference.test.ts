import fc from 'fast-check';
import { describeDifference } from './describe-difference';
import { joinTexts } from './join-texts';

const describeChange = (from: object, to: object) =>
  describeDifference(
    { stack: 'StackA', template: { Resources: from } },
    { stack: 'StackB', template: { Resources: to } },
  );

const table = { Type: 'Table', Properties: { Name: 'users', Tags: ['a', 'b', 'c'], Encrypted: true } };

test.each<[string, object, string]>([
  ['nothing', { Table: table }, ''],
  [
    'a property',
    { Table: { ...table, Properties: { ...table.Properties, Encrypted: false } } },
    'Resources:\n  Table\n    ~ Properties.Encrypted: true → false',
  ],
  [
    'an element in the middle of a list',
    { Table: { ...table, Properties: { ...table.Properties, Tags: ['a', 'c'] } } },
    'Resources:\n  Table\n    - Properties.Tags[1]',
  ],
  [
    'a similar resource',
    { Table: table, Copy: { ...table, Retain: true } },
    'Resources:\n  Copy\n    + as Table, but\n      + Retain: true',
  ],
  ['a resource less', {}, 'Resources:\n  Table\n    - Table'],
])('describes %s', (_what, to, lines) => {
  expect(describeChange({ Table: table }, to)).toBe(lines);
});

test('a change that two resources have in common is described once', () => {
  const [old, changed] = [
    { Type: 'T', Days: 1 },
    { Type: 'T', Days: 2 },
  ];
  expect(describeChange({ A: old, C: old }, { A: changed, C: changed })).toBe(
    'Resources:\n  A, C\n    ~ Days: 1 → 2',
  );
});

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>('a', 'b', 1, true, null, `${'long '.repeat(80)},a`, `${'long '.repeat(80)},b,c`),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('Type', 'x', 'y.z', '[0]'), tie('value'), { maxKeys: 3 }),
  ),
})).value;
const resources = fc.dictionary(fc.constantFrom('One', 'Two', 'Three'), json);

test('different templates have different descriptions', () => {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    // an object stays one: without members it is not an empty array
    return { members: members.map(([name, member]) => [name, sorted(member)]) };
  };
  fc.assert(
    fc.property(resources, resources, resources, (from, first, second) => {
      const isSame = JSON.stringify(sorted(first)) === JSON.stringify(sorted(second));
      expect(describeChange(from, first) === describeChange(from, second)).toBe(isSame);
    }),
    { numRuns: 300 },
  );
});

test("rejects two resources with the same name without the stack's", () => {
  const template = { Resources: { ApiStackA12345678B12345678: 1, ApiStackA12345678B87654321: 2 } };
  expect(() => describeDifference({ stack: 'StackA', template }, { stack: 'StackB', template: {} })).toThrow(
    'same name',
  );
});

test('joined texts are shown as one, unless that would be ambiguous', () => {
  const url = { 'Fn::Join': ['', ['https://', { Ref: 'Api' }, '/', { 'Fn::GetAtt': ['A', 'Arn'] }]] };
  expect(joinTexts({ a: [url] })).toEqual({ a: [{ 'Fn::Join': `https://\${Api}/\${A.Arn}` }] });
  for (const join of [
    [',', ['a', 'b']],
    ['', [`\${Api}`]],
    ['', [{ 'Fn::Select': [0, ['a']] }]],
    ['', { Ref: 'List' }],
  ]) {
    expect(joinTexts({ 'Fn::Join': join })).toEqual({ 'Fn::Join': join });
  }
});
