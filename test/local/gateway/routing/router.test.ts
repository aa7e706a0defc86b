/** Which route answers a path. */
import { compileRoutes } from '../../../../local/gateway/routing/router';

const routes = [
  'POST /test',
  'OPTIONS /{proxy+}',
  'GET /',
  'GET /pets/{id}',
  'GET /pets/mine',
  'PUT /pets/{id}/toys/{toy}',
  'ANY /files/{path+}',
  'DELETE /files/{name}',
  'GET /a/{x}/c',
  'GET /a/b/{y}',
];

const find = compileRoutes(
  routes.map((route) => {
    const [httpMethod = '', resourcePath = ''] = route.split(' ');
    return { httpMethod, resourcePath, target: route };
  }),
);

test.each<[string, string, string | undefined, Record<string, string>]>([
  ['GET', '/', 'GET /', {}],
  ['GET', '/pets/mine', 'GET /pets/mine', {}],
  ['GET', '/pets/7', 'GET /pets/{id}', { id: '7' }],
  ['GET', '/pets/7/', 'GET /pets/{id}', { id: '7' }],
  ['GET', '//pets/7', 'GET /pets/{id}', { id: '7' }],
  ['GET', '/pets//', undefined, {}],
  ['GET', '/pets/a%2Fb+%20', 'GET /pets/{id}', { id: 'a%2Fb+%20' }],
  ['GET', '/Pets/7', undefined, {}],
  ['PUT', '/pets/mine/toys/ball', 'PUT /pets/{id}/toys/{toy}', { id: 'mine', toy: 'ball' }],
  ['POST', '/test', 'POST /test', {}],
  ['OPTIONS', '/test', 'OPTIONS /{proxy+}', { proxy: 'test' }],
  ['OPTIONS', '/pets/7', 'OPTIONS /{proxy+}', { proxy: 'pets/7' }],
  ['OPTIONS', '/', undefined, {}],
  ['GET', '/test', undefined, {}],
  ['HEAD', '/pets/7', undefined, {}],
  ['HEAD', '/files/a/b.txt', 'ANY /files/{path+}', { path: 'a/b.txt' }],
  ['GET', '/files/a', 'ANY /files/{path+}', { path: 'a' }],
  ['DELETE', '/files/a', 'DELETE /files/{name}', { name: 'a' }],
  ['DELETE', '/files/a/b', 'ANY /files/{path+}', { path: 'a/b' }],
  ['TRACE', '/files/a', undefined, {}],
  ['GET', '/files', undefined, {}],
  ['GET', '/a/b/c', 'GET /a/b/{y}', { y: 'c' }],
  ['GET', '/a/x/c', 'GET /a/{x}/c', { x: 'x' }],
  ['GET', '/__proto__', undefined, {}],
  ['GET', 'pets/7', undefined, {}],
])('%s %s is answered by %s', (method, path, target, pathParameters) => {
  expect(find(method, path)).toEqual(target === undefined ? undefined : { target, pathParameters });
});
