import { mergePatterns } from '../../../lib/routes/merge-patterns';
import { withTrailingSlash } from '../../../lib/routes/with-trailing-slash';

test.each<[string, string[], string[], string[]]>([
  ['one route stays', ['GET/a'], [], ['GET/a', 'GET/a/']],
  ['routes that share a segment merge', ['GET/a/b', 'GET/a/c'], [], ['GET/a/*']],
  ['the widest prefix wins', ['GET/a/b/c', 'GET/a/b/d', 'GET/a/e'], [], ['GET/a/*']],
  ['the prefix itself is not behind it', ['GET/a', 'GET/a/b', 'GET/a/c'], [], ['GET/a', 'GET/a/*']],
  ['a method alone is no prefix', ['GET/a', 'GET/b'], [], ['GET/a', 'GET/a/', 'GET/b', 'GET/b/']],
  ['half a segment is no prefix', ['GET/ab', 'GET/ac'], [], ['GET/ab', 'GET/ab/', 'GET/ac', 'GET/ac/']],
  ['methods stay apart', ['GET/a/b', 'PUT/a/b'], [], ['GET/a/b', 'GET/a/b/', 'PUT/a/b', 'PUT/a/b/']],
  ['what a wildcard covers goes', ['GET/a', 'GET/a/*'], [], ['GET/a', 'GET/a/*']],
  [
    'another route stops the widest one only',
    ['GET/a/b/c', 'GET/a/b/d', 'GET/a/e'],
    ['GET/a/x'],
    ['GET/a/b/*', 'GET/a/e', 'GET/a/e/'],
  ],
  [
    'another route with a parameter stops it',
    ['GET/a/b', 'GET/a/c'],
    ['GET/*/x'],
    ['GET/a/b', 'GET/a/b/', 'GET/a/c', 'GET/a/c/'],
  ],
  [
    'the other route stops it by its trailing slash too',
    ['GET/a/b', 'GET/a/c'],
    ['GET/a'],
    ['GET/a/b', 'GET/a/b/', 'GET/a/c', 'GET/a/c/'],
  ],
  ['another method stops nothing', ['GET/a/b', 'GET/a/c'], ['PUT/a/x'], ['GET/a/*']],
])('%s', (_, patterns, others, merged) => {
  expect(mergePatterns(patterns, others)).toEqual(merged);
});

test('API Gateway answers a resource with a slash behind it too', () => {
  expect(withTrailingSlash('GET/a')).toEqual(['GET/a', 'GET/a/']);
  expect(withTrailingSlash('GET/')).toEqual(['GET/']);
  expect(withTrailingSlash('GET/a/*')).toEqual(['GET/a/*']);
});
