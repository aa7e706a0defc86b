import fc from 'fast-check';
import { compileWildcard, type PatternPart } from '../../../local/iam/wildcard';
import { compileWildcards } from '../../../local/iam/wildcard-index';

const plain = (text: string): PatternPart[] => [{ text, literal: false }];

test('a value matches when one of the patterns does', () => {
  const matches = compileWildcards(['arn:a/GET/pets', 'arn:a/GET/pets/*', 'arn:a/*/toys?'].map(plain));
  expect(['arn:a/GET/pets', 'arn:a/GET/pets/1/x', 'arn:a/PUT/toys7'].map(matches)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['arn:a/GET/pet', 'arn:a/PUT/pets', 'arn:a/PUT/toys', ''].map(matches)).toEqual(
    Array(4).fill(false),
  );
});

test('no pattern, no match', () => {
  expect(compileWildcards([])('')).toBe(false);
});

test("literal wildcard characters are part of a pattern's beginning", () => {
  const matches = compileWildcards([[...plain('a/'), { text: '*?', literal: true }, ...plain('/b*')]]);
  expect(['a/*?/b1', 'a/xy/b1'].map(matches)).toEqual([true, false]);
});

test('patterns compiled together match as each of them does alone', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 6 });
  const part = fc.record({ text, literal: fc.boolean() });
  const value = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(fc.array(part, { maxLength: 3 }), { maxLength: 6 }), value, (patterns, asked) => {
      const oneByOne = patterns.some((pattern) => compileWildcard(pattern)(asked));
      expect(compileWildcards(patterns)(asked)).toBe(oneByOne);
    }),
    { numRuns: process.env.SOAK === '1' ? 2_000 : 300 },
  );
});
