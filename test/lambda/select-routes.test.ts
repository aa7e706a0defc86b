import { optionalFeatures, routes } from '../../lambda/routes';
import { selectRoutes } from '../../lambda/select-routes';

const core = { feature: 'core', service: 'auth', access: 'public' } as const;
const example = { feature: 'example', service: 'foo', access: 'signed-in' } as const;
const table = { 'GET /a': core, 'GET /b': example, 'GET /c': core };

test('without features, the routes of the core are left, in their order', () => {
  expect(Object.entries(selectRoutes(table, []))).toEqual([
    ['GET /a', core],
    ['GET /c', core],
  ]);
});

test('a feature brings its routes, in the order of the table', () => {
  expect(Object.keys(selectRoutes(table, ['example']))).toEqual(['GET /a', 'GET /b', 'GET /c']);
});

test('with every feature, the whole table is served', () => {
  expect(selectRoutes(routes, optionalFeatures)).toEqual(routes);
});
