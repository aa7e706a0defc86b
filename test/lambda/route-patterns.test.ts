import { parseRouteKey, toArnPattern } from '../../lambda/route-patterns';

test.each([
  ['GET /foo', 'GET', '/foo', 'GET/foo'],
  ['GET /foo/{id}', 'GET', '/foo/{id}', 'GET/foo/*'],
  ['DELETE /a/{b}/c/{d}', 'DELETE', '/a/{b}/c/{d}', 'DELETE/a/*/c/*'],
  ['GET /', 'GET', '/', 'GET/'],
  ['PUT /files/{path+}', 'PUT', '/files/{path+}', 'PUT/files/*'],
])('%s is covered by its ARN pattern', (key, method, path, pattern) => {
  expect(parseRouteKey(key)).toEqual({ method, path });
  expect(toArnPattern(key)).toBe(pattern);
});
