import fc from 'fast-check';
import { matchesWildcard } from '../../../../lambda/authorizer/step-up/matches-wildcard';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*', '*'), maxLength: 6 });

test('agrees with a regular expression', () => {
  const seen = new Set<boolean>();
  fc.assert(
    fc.property(pattern, text, (some, tried) => {
      const expression = new RegExp(`^${some.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
      const matches = matchesWildcard(some, tried);
      seen.add(matches);
      expect(matches).toBe(expression.test(tried));
    }),
    { numRuns: 500 },
  );
  expect(seen.size).toBe(2);
});

test.each([
  ['GET/a/*', 'GET/a/b/c', true],
  ['GET/a/*', 'GET/a/', true],
  ['GET/a/*', 'GET/a', false],
  ['GET/a/*/c', 'GET/a/c', false],
  ['GET/aba*ba', 'GET/aba', false],
  ['GET/a', 'GET/a/', false],
])('%s and %s: %s', (some, tried, matches) => {
  expect(matchesWildcard(some, tried)).toBe(matches);
});
