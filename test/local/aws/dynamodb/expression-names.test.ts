import fc from 'fast-check';
import { findEqualTo, listAttributes } from '../../../../local/aws/dynamodb/expression-names';

const numRuns = process.env.SOAK === '1' ? 20_000 : 300;

test.each([
  ['a, #b.c, d[0].e', ['a', 'named', 'd']],
  ['a = :v AND NOT (b <> :w OR size(c) >= :x)', ['a', 'b', 'c']],
  ['attribute_not_exists(a) and b between :x and :y', ['a', 'b']],
  ['SET a = if_not_exists(b, :v) + :one, #b = list_append(c, :l) REMOVE d ADD e :n DELETE f :s', 'abBcdef'],
])('%s names its top-level attributes', (expression, expected) => {
  const letters = typeof expected === 'string' ? [...expected.replace('B', '#')] : expected;
  const wanted = letters.map((name) => (name === '#' ? 'named' : name));
  expect(listAttributes(expression, { '#b': 'named' })).toEqual(wanted);
});

test.each([
  ['pk = :v', [':v']],
  ['#p=:v and sk > :w', [':v']],
  ['((:v) = (pk)) AND begins_with(sk, :w)', [':v']],
  ['pk = :v AND pk = :w', [':v', ':w']],
  ['sk = :v', []],
  ['pk > :v', []],
  ['pk BETWEEN :v AND :w', []],
])('the key in %s', (expression, expected) => {
  expect(findEqualTo('pk', expression, { '#p': 'pk' })).toEqual(expected);
});

test('any text is read without an error, and every named attribute is found at any position', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      listAttributes(before, {});
      findEqualTo('pk', before, {});
      const isolated = (text: string) => text.replace(/[\w.#:]/g, ' ');
      expect(listAttributes(`${isolated(before)} hidden , ${isolated(after)}`, {})).toContain('hidden');
    }),
    { numRuns },
  );
});
