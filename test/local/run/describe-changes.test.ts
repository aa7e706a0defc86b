import { describeChanges } from '../../../local/run/describe-changes';
import type { ServedStage } from '../../../local/run/serve-assembly';
import type { RestApi } from '../../../local/template/model';

const origin = 'http://localhost:3000';

/** @param routes such as `GET /foo`; a trailing `*` marks a route that requires an API key */
function serve(routes: readonly string[], name = 'shop', stage = 'v1', at = origin): ServedStage {
  const methods = routes.map((route) => {
    const [httpMethod, resourcePath] = route.replace('*', '').split(' ');
    const apiKeyRequired = route.endsWith('*');
    const integration = { kind: 'lambda-proxy' };
    return { httpMethod, resourcePath, authorizationType: 'NONE', apiKeyRequired, integration };
  });
  const api = { logicalId: name, name, stage: { name: stage }, methods, authorizers: [] };
  return { api: api as unknown as RestApi, origin: at };
}

test('removed routes are first, then new ones, and unchanged ones are omitted', () => {
  expect(describeChanges([serve(['GET /foo', 'GET /old'])], [serve(['GET /foo', 'POST /bar'])])).toEqual([
    '- GET /old, anyone',
    '+ POST /bar, anyone',
  ]);
});

test('a route with other callers is listed with both', () => {
  expect(describeChanges([serve(['GET /foo'])], [serve(['GET /foo*'])])).toEqual([
    '- GET /foo, anyone',
    '+ GET /foo, anyone, with an API key',
  ]);
});

test('a stage is listed with its origin, and its routes are not repeated', () => {
  const [first, second] = [serve(['GET /foo']), serve(['GET /foo'], 'shop', 'v2', 'http://localhost:4000')];
  expect(describeChanges([first], [first, second])).toEqual(['+ shop, stage v2, at http://localhost:4000']);
  expect(describeChanges([first, second], [first])).toEqual(['- shop, stage v2, at http://localhost:4000']);
});

test('routes of several APIs name their API', () => {
  const other = serve(['GET /foo'], 'office', 'v1', 'http://localhost:4000');
  expect(describeChanges([serve(['GET /foo'])], [serve(['GET /foo', 'GET /bar']), other])).toEqual([
    '+ office, stage v1, at http://localhost:4000',
    '+ GET /bar, shop, anyone',
    '+ GET /foo, office, anyone',
  ]);
});
