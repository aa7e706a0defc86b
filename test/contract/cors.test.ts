/** The permissions of pages of other origins: preflights, and the headers of every kind of response. */
import { parseRouteKey } from '../../lambda/route-patterns';
import { createAccount, createCredentials } from '../support/accounts';
import { type Answer, send } from '../support/http-client';
import { servedRoutes as routes } from '../support/served-routes';
import { allowedOrigin, baseUrl } from '../support/server-under-test';
import { describePages } from '../support/visit-pages';

const origin = allowedOrigin();

const sentByPages = [
  'authorization',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
];

const list = (value: string | string[] | undefined) =>
  String(value ?? '')
    .split(',')
    .map((entry) => entry.trim().toLowerCase());

function expectReadable({ headers }: Answer): void {
  expect(['*', origin]).toContain(headers['access-control-allow-origin']);
  expect(list(headers['access-control-expose-headers'])).toEqual(
    expect.arrayContaining([
      'etag',
      'last-modified',
      'location',
      'retry-after',
      'www-authenticate',
      'x-amzn-requestid',
    ]),
  );
  // The API reads no cookies, so no page may send them.
  expect(headers).not.toHaveProperty('access-control-allow-credentials');
}

const called = Object.entries(routes).filter(([, { access }]) => access !== 'page');
const pages = Object.entries(routes).filter(([, { access }]) => access === 'page');

describePages('a page', () => {
  test('has no preflight', async () => {
    expect(pages.length).toBeGreaterThan(10);
    for (const { method, path } of pages.map(([key]) => parseRouteKey(key))) {
      const answer = await send(baseUrl(), {
        method: 'OPTIONS',
        path,
        headers: { origin, 'access-control-request-method': method },
      });
      expect(answer.status).toBe(404);
      expect(answer.headers).not.toHaveProperty('access-control-allow-methods');
    }
  });
});

describe.each(called.map(([key]) => parseRouteKey(key)))('$method $path', ({ method, path }) => {
  test('has a preflight that needs no token', async () => {
    const answer = await send(baseUrl(), {
      method: 'OPTIONS',
      path: path.replace(/\{[^}]+\}/g, 'x'),
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': sentByPages.join(),
      },
    });
    expect([200, 204]).toContain(answer.status);
    expect(['*', origin]).toContain(answer.headers['access-control-allow-origin']);
    expect(list(answer.headers['access-control-allow-methods'])).toContain(method.toLowerCase());
    expect(list(answer.headers['access-control-allow-headers'])).toEqual(expect.arrayContaining(sentByPages));
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}; includeSubDomains$/),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  });
});

describe('a page of an allowed origin may read', () => {
  const headers = { origin };

  test('an answer of a function', async () => {
    const json = createCredentials();
    expectReadable(await send(baseUrl(), { method: 'POST', path: '/users', json, headers }));
  });

  test('a failure of a function', async () => {
    const answer = await send(baseUrl(), { method: 'POST', path: '/users', json: {}, headers });
    expect(answer.status).toBe(400);
    expectReadable(answer);
  });

  test('a rejection by the authorizer', async () => {
    const answer = await send(baseUrl(), { path: '/foo', headers });
    expect(answer.status).toBe(401);
    expectReadable(answer);
  });

  test("the gateway's rejection of a body", async () => {
    const account = await createAccount(baseUrl());
    const answer = await account.send({
      method: 'POST',
      path: '/foo',
      body: '[]',
      headers: { ...headers, 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(400);
    expectReadable(answer);
  });

  test('the answer to an unknown route', async () => {
    const answer = await send(baseUrl(), { path: '/nothing', headers });
    expect(answer.status).toBe(404);
    expectReadable(answer);
  });
});
