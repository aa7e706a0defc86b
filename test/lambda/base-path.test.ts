import { isBasePath, stripBasePath } from '../../lambda/base-path';

test.each(['', '/auth', '/v1/auth', '/a-b_c.d', '/.well-known'])('%j is a base path', (text) => {
  expect(isBasePath(text)).toBe(true);
});

test.each([
  '/',
  'auth',
  '/auth/',
  '//auth',
  '/auth//v1',
  '/{stage}',
  '/a b',
  '/a%20b',
  '/..',
  '/a/./b',
  '/a?b',
  '/a*',
])('%j is none', (text) => {
  expect(isBasePath(text)).toBe(false);
});

test.each([
  ['', '/foo', '/foo'],
  ['/auth', '/auth/foo/{id}', '/foo/{id}'],
  ['/auth', '/auth/auth', '/auth'],
  ['/v1/auth', '/v1/auth/foo', '/foo'],
  ['/auth', '/authors/foo', undefined],
  ['/auth', '/foo', undefined],
  ['/auth', '/auth', undefined],
])('behind %j, of %j, lies %j', (basePath, resource, rest) => {
  expect(stripBasePath(basePath, resource)).toBe(rest);
});
