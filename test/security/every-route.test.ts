/** Calls every route without a token: exactly the routes that need a token are closed. */
import { parseRouteKey } from '../../lambda/route-patterns';
import type { Route } from '../../lambda/routes';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { servedRoutes as routes } from '../support/served-routes';
import { baseUrl } from '../support/server-under-test';

const table = Object.entries<Route>(routes).map(([key, { access, takesForm = false }]) => ({
  ...parseRouteKey(key),
  ...{ key, access, takesForm },
}));

const FORM = 'application/x-www-form-urlencoded';

type TableRoute = Pick<(typeof table)[number], 'method' | 'path' | 'takesForm'>;

const call = ({ method, path, takesForm }: TableRoute, headers: Record<string, string> = {}) =>
  send(baseUrl(), {
    method,
    path: path.replace(/\{[^}]+\}/g, 'x'),
    ...(takesForm
      ? { body: '', headers: { ...headers, 'content-type': FORM } }
      : { headers, ...(method !== 'GET' && { json: {} }) }),
  });

describe('without a token', () => {
  test.each(table.filter(({ access }) => access === 'signed-in'))('$key is closed', async (route) => {
    expectProblem(await call(route), { status: 401, code: 'UNAUTHORIZED' });
  });

  test.each(table.filter(({ access }) => access === 'public'))('$key is open', async (route) => {
    // the request lacks its input, so a 400 comes from the route itself; one route leads to a page
    expect([200, 302, 400]).toContain((await call(route)).status);
  });

  test('the table holds all kinds', () => {
    expect(new Set(table.map(({ access }) => access))).toEqual(new Set(['public', 'signed-in', 'page']));
  });
});

describe('a closed route stays closed', () => {
  const closed = table.filter(({ access }) => access === 'signed-in');

  test.each([
    ['a trailing slash', (path: string) => `${path}/`],
    ['two slashes in front', (path: string) => `/${path}`],
    ['a query', (path: string) => `${path}?access_token=x`],
  ])('with %s', async (_how, rewrite) => {
    for (const route of closed) {
      expect([401, 404]).toContain((await call({ ...route, path: rewrite(route.path) })).status);
    }
  });

  test('when a header claims another method, path or caller', async () => {
    for (const route of closed) {
      const answer = await call(route, {
        'x-http-method-override': 'OPTIONS',
        'x-original-url': '/.well-known/jwks.json',
        'x-amzn-oidc-identity': 'ada',
        'x-forwarded-user': 'ada',
      });
      expect(answer.status).toBe(401);
    }
  });
});
