import fc from 'fast-check';
import { routes } from '../../../lambda/routes';
import { checkRouteOverlap, patternsOverlap } from '../../../lib/checks/check-route-overlap';

const numRuns = process.env.SOAK === '1' ? 10_000 : 300;

test('accepts the route table', () => {
  expect(() => checkRouteOverlap(routes)).not.toThrow();
});

test('rejects a scoped route that an open pattern covers', () => {
  expect(() =>
    checkRouteOverlap({
      'GET /foo/{id}': { service: 'foo', access: 'signed-in' },
      'GET /foo/{id}/audit': { service: 'foo', access: 'signed-in', scope: 'admin' },
    }),
  ).toThrow(
    'Routes "GET /foo/{id}" and "GET /foo/{id}/audit" require different scopes, but their ARN patterns GET/foo/* and GET/foo/*/audit overlap',
  );
});

test('rejects overlapping routes with two different scopes', () => {
  expect(() =>
    checkRouteOverlap({
      'GET /a/{x}': { service: 'foo', access: 'signed-in', scope: 'one' },
      'GET /a/b': { service: 'foo', access: 'signed-in', scope: 'two' },
    }),
  ).toThrow('require different scopes');
});

test.each([
  [{ maxAgeSeconds: 300 }, undefined],
  [{ maxAgeSeconds: 300 }, { maxAgeSeconds: 60 }],
  [{ maxAgeSeconds: 300 }, { maxAgeSeconds: 300, amr: ['mfa'] }],
] as const)('rejects overlapping routes with the step-ups %j and %j', (one, other) => {
  const signedIn = { service: 'foo', access: 'signed-in' } as const;
  const overlap = (second: object) => () =>
    checkRouteOverlap({ 'GET /a/{x}': { ...signedIn, stepUp: one }, 'GET /a/b': { ...signedIn, ...second } });
  expect(overlap(other ? { stepUp: other } : {})).toThrow('require different step-ups');
  expect(overlap({ stepUp: { ...one } })).not.toThrow();
});

test('rejects a scoped route that an open pattern covers with a trailing slash', () => {
  expect(() =>
    checkRouteOverlap({
      'GET /a': { service: 'foo', access: 'signed-in', scope: 'list' },
      'GET /a/{id}': { service: 'foo', access: 'signed-in' },
    }),
  ).toThrow(
    'Routes "GET /a" and "GET /a/{id}" require different scopes, but their ARN patterns GET/a and GET/a/* overlap',
  );
});

test('accepts overlaps within one scope, of different methods and with public routes', () => {
  expect(() =>
    checkRouteOverlap({
      'GET /foo/{id}': { service: 'foo', access: 'signed-in', scope: 'admin' },
      'GET /foo/{id}/audit': { service: 'foo', access: 'signed-in', scope: 'admin' },
      'POST /foo/{id}': { service: 'foo', access: 'signed-in' },
      'GET /foo/help': { service: 'foo', access: 'public' },
    }),
  ).not.toThrow();
});

test.each([
  ['GET/foo', 'GET/foo', true],
  ['GET/foo', 'GET/foo/', false],
  ['GET/foo/*', 'GET/foo', false],
  ['GET/foo/*', 'GET/*/bar', true],
  ['GET/*/a', 'GET/*/b', false],
  ['*', '', true],
  ['a*', '*b', true],
  ['a*', 'b*', false],
])('%s and %s overlap: %s', (left, right, expected) => {
  expect(patternsOverlap(left, right)).toBe(expected);
  expect(patternsOverlap(right, left)).toBe(expected);
});

test('patterns that match one text always overlap', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 });
  // a text with some parts replaced by stars is a pattern that matches the text
  const stars = fc.array(fc.tuple(fc.nat(8), fc.nat(3)), { maxLength: 3 });
  fc.assert(
    fc.property(text, stars, stars, (characters, one, two) => {
      expect(patternsOverlap(cover(characters, one), cover(characters, two))).toBe(true);
    }),
    { numRuns },
  );
});

function cover(characters: readonly string[], stars: readonly (readonly [number, number])[]): string {
  const pattern = [...characters];
  for (const [start, length] of stars) {
    pattern.splice(Math.min(start, pattern.length), length, '*');
  }
  return pattern.join('');
}
