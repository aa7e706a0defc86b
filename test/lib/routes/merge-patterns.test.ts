import { mergePatterns } from '../../../lib/routes/merge-patterns';
import { withTrailingSlash } from '../../../lib/routes/with-trailing-slash';

test.each<[string, string[], string[], string[]]>([
  ['one route stays', ['GET/a'], [], ['GET/a', 'GET/a/']],
  ['routes that share a segment merge', ['GET/a/b', 'GET/a/c'], [], ['GET/a/*']],
  ['the widest prefix wins', ['GET/a/b/c', 'GET/a/b/d', 'GET/a/e'], [], ['GET/a/*']],
  [
    'the prefix itself is not part of the wildcard',
    ['GET/a', 'GET/a/b', 'GET/a/c'],
    [],
    ['GET/a', 'GET/a/*'],
  ],
  ['a method alone is not a prefix', ['GET/a', 'GET/b'], [], ['GET/a', 'GET/a/', 'GET/b', 'GET/b/']],
  ['half a segment is not a prefix', ['GET/ab', 'GET/ac'], [], ['GET/ab', 'GET/ab/', 'GET/ac', 'GET/ac/']],
  ['methods stay separate', ['GET/a/b', 'PUT/a/b'], [], ['GET/a/b', 'GET/a/b/', 'PUT/a/b', 'PUT/a/b/']],
  ['a pattern that a wildcard covers is removed', ['GET/a', 'GET/a/*'], [], ['GET/a', 'GET/a/*']],
  [
    'another route prevents only the widest wildcard',
    ['GET/a/b/c', 'GET/a/b/d', 'GET/a/e'],
    ['GET/a/x'],
    ['GET/a/b/*', 'GET/a/e', 'GET/a/e/'],
  ],
  [
    'another route with a parameter prevents the wildcard',
    ['GET/a/b', 'GET/a/c'],
    ['GET/*/x'],
    ['GET/a/b', 'GET/a/b/', 'GET/a/c', 'GET/a/c/'],
  ],
  [
    'another route prevents the wildcard by its trailing slash too',
    ['GET/a/b', 'GET/a/c'],
    ['GET/a'],
    ['GET/a/b', 'GET/a/b/', 'GET/a/c', 'GET/a/c/'],
  ],
  ['another method prevents no wildcard', ['GET/a/b', 'GET/a/c'], ['PUT/a/x'], ['GET/a/*']],
])('%s', (_, patterns, others, merged) => {
  expect(mergePatterns(patterns, others)).toEqual(merged);
});

test('API Gateway serves a resource with a trailing slash too', () => {
  expect(withTrailingSlash('GET/a')).toEqual(['GET/a', 'GET/a/']);
  expect(withTrailingSlash('GET/')).toEqual(['GET/']);
  expect(withTrailingSlash('GET/a/*')).toEqual(['GET/a/*']);
});
