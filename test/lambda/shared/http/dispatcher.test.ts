import { fooBodies } from '../../../../lambda/foo/bodies';
import { InternalError, NotFoundError } from '../../../../lambda/shared/errors';
import { created, noContent, ok } from '../../../../lambda/shared/http/answer';
import { createDispatcher, type DispatcherOptions } from '../../../../lambda/shared/http/dispatcher';
import type { Operations } from '../../../../lambda/shared/route-code';
import { type EventOptions, proxyEvent } from '../../fakes/proxy-event';

const bodies = { 'POST /foo': fooBodies['POST /foo'] } as const;
type FooOperations = Operations<'foo', typeof bodies>;
/** The operations of the routes called here. The table may have more. */
type CalledOperations = Pick<FooOperations, 'POST /foo' | 'GET /foo' | 'GET /foo/{id}'>;

const authorizer = {
  sub: 'sub-1',
  sid: 'sid-1',
  username: 'Ada',
  scope: 'audit read',
  authTime: '1767323045',
  principalId: 'sub-1',
};
const post: EventOptions = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"name":"first"}',
  authorizer,
};

function setUp(
  change: Partial<CalledOperations> = {},
  options: Partial<DispatcherOptions<typeof bodies>> = {},
) {
  const logged: Record<string, unknown>[] = [];
  const operations: CalledOperations = {
    'POST /foo': ({ body, caller, path }) => created({ body, caller, path }, { Location: path }),
    'GET /foo': ({ query, header }) => ok({ limit: query('limit'), accept: header('accept') }),
    'GET /foo/{id}': ({ pathParameter }) => ok({ id: pathParameter('id') }),
    ...change,
  };
  const handle = createDispatcher('foo', operations as FooOperations, {
    bodies,
    corsOrigins: [],
    log: (event, fields) => logged.push({ event, ...fields }),
    now: () => 0,
    ...options,
  });
  const send = async (event: EventOptions) => {
    const { statusCode, headers = {}, body } = await handle(proxyEvent(event));
    return { status: statusCode, headers, body: JSON.parse(body) };
  };
  return { handle, send, logged };
}

test('gives an operation the parsed body, the caller and the path with its stage', async () => {
  const { send } = setUp();
  expect(await send(post)).toMatchObject({
    status: 201,
    headers: { Location: '/v1/foo', 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: {
      body: { name: 'first' },
      caller: {
        sub: 'sub-1',
        sid: 'sid-1',
        username: 'Ada',
        scopes: ['audit', 'read'],
        authTime: 1_767_323_045,
        amr: [],
      },
      path: '/v1/foo',
    },
  });
});

test('joins all lines of a header, in any case, or returns undefined', async () => {
  const { handle } = setUp({
    'GET /foo': ({ headerLines }) =>
      ok({ match: headerLines('if-match'), other: headerLines('if-none-match') }),
  });
  const event = proxyEvent({ authorizer });
  const multiValueHeaders = { 'If-Match': ['"a"', '"b"'], 'IF-MATCH': ['"c"'], 'if-matches': ['"d"'] };
  const { body } = await handle({ ...event, multiValueHeaders });
  expect(JSON.parse(body)).toEqual({ match: '"a", "b", "c"' });
});

test('finds headers in any case, and the query', async () => {
  const { send } = setUp();
  const { body } = await send({ headers: { ACCEPT: 'text/x' }, query: { limit: '5' }, authorizer });
  expect(body).toEqual({ limit: '5', accept: 'text/x' });
});

test('leaves path parameters encoded, as API Gateway does', async () => {
  const { send } = setUp();
  const { body } = await send({ resource: '/foo/{id}', pathParameters: { id: 'a%2Fb' }, authorizer });
  expect(body).toEqual({ id: 'a%2Fb' });
});

test("gives an operation the request's address, its id, and the remaining time", async () => {
  const seen: unknown[] = [];
  const { handle } = setUp({
    'GET /foo': ({ sourceIp, requestId, remainingMillis }) => {
      seen.push([sourceIp, requestId, remainingMillis()]);
      return ok({});
    },
  });
  let left = 5_000;
  await handle(proxyEvent({ authorizer }), { getRemainingTimeInMillis: () => left });
  left = 3_000;
  await handle(proxyEvent({ authorizer }), { getRemainingTimeInMillis: () => left });
  // Outside Lambda there is no time limit.
  await handle(proxyEvent({ authorizer }));
  expect(seen).toEqual(
    [5_000, 3_000, Number.POSITIVE_INFINITY].map((time) => ['192.0.2.1', 'request-1', time]),
  );
});

test('an answer without a body is sent with an empty one', async () => {
  const { handle } = setUp({ 'GET /foo': () => noContent });
  const answer = await handle(proxyEvent({ authorizer }));
  expect(answer).toMatchObject({ statusCode: 204, body: '' });
  expect(answer.headers).not.toHaveProperty('Content-Type');
});

test('a service may write its bodies in another form', async () => {
  const { handle } = setUp(
    { 'GET /foo': () => ok('<!doctype html>', { 'Content-Type': 'text/html' }) },
    { write: (body) => (typeof body === 'string' ? body : 'other') },
  );
  const page = await handle(proxyEvent({ resource: '/foo', authorizer }));
  expect(page).toMatchObject({ body: '<!doctype html>', headers: { 'Content-Type': 'text/html' } });
  expect(page.headers).toMatchObject({ 'Cache-Control': 'no-store', 'X-Frame-Options': 'DENY' });
});

test('reads a base64 body', async () => {
  const { send } = setUp();
  const body = Buffer.from('{"name":"ünï"}').toString('base64');
  expect((await send({ ...post, body, isBase64Encoded: true })).body.body).toEqual({ name: 'ünï' });
});

test.each([
  ['no context', undefined],
  ['an empty context', {}],
  ['a context without sid', { ...authorizer, sid: undefined }],
  ['a context with an empty sub', { ...authorizer, sub: '' }],
  ['a context without authTime', { ...authorizer, authTime: undefined }],
])('a protected route with %s is an internal error', async (_what, context) => {
  const { send } = setUp();
  expect(await send({ ...post, authorizer: context } as EventOptions)).toMatchObject({
    status: 500,
    body: { code: 'INTERNAL' },
  });
});

test('checks the scope of the route again', async () => {
  const routes = { 'GET /foo': { service: 'foo', access: 'signed-in', scope: 'admin' } } as const;
  const { send } = setUp({}, { routes });
  expect(await send({ authorizer })).toMatchObject({ status: 403, body: { code: 'INSUFFICIENT_SCOPE' } });
  expect(await send({ authorizer: { ...authorizer, scope: 'administrator' } })).toMatchObject({
    status: 403,
  });
  expect(await send({ authorizer: { ...authorizer, scope: 'audit admin' } })).toMatchObject({ status: 200 });
});

test('an expected error becomes problem details with its code', async () => {
  const { send, logged } = setUp({
    'GET /foo': () => {
      throw new NotFoundError('secret detail');
    },
  });
  const { status, headers, body } = await send({ authorizer });
  expect(status).toBe(404);
  expect(headers['Content-Type']).toBe('application/problem+json');
  expect(body).toEqual({
    type: 'urn:problem-type:latchkey:not-found',
    title: 'Not Found',
    status: 404,
    detail: 'This route or resource does not exist.',
    code: 'NOT_FOUND',
    requestId: 'request-1',
  });
  expect(logged).toEqual([
    {
      event: 'request',
      service: 'foo',
      route: 'GET /foo',
      status: 404,
      durationMs: 0,
      requestId: 'request-1',
      code: 'NOT_FOUND',
    },
  ]);
});

test('an unexpected error is a 500 without details, and its cause is logged', async () => {
  const { send, logged } = setUp({
    'GET /foo': () => {
      throw new TypeError('quotes what was sent', { cause: new InternalError('told') });
    },
  });
  const { status, body } = await send({ authorizer });
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toMatch(/quotes|told/);
  expect(JSON.stringify(logged)).not.toContain('quotes');
  expect(body).toMatchObject({ code: 'INTERNAL', requestId: 'request-1' });
  expect(logged).toMatchObject([{ status: 500, error: { name: 'TypeError', cause: { message: 'told' } } }]);
});

test('logs neither the body nor any header of a request', async () => {
  const { send, logged } = setUp();
  await send({
    ...post,
    body: '{"name":"s3cret"}',
    headers: { ...post.headers, authorization: 'Bearer t0ken' },
  });
  await send({ ...post, body: '{"s3cret":"s3cret"' });
  expect(JSON.stringify(logged)).not.toMatch(/s3cret|t0ken/);
});

test('finds its routes under the base path, and logs them without', async () => {
  const { send, logged } = setUp({}, { basePath: '/auth' });
  const event = { resource: '/auth/foo/{id}', pathParameters: { id: '7' }, authorizer };
  expect(await send(event)).toMatchObject({ status: 200, body: { id: '7' } });
  expect(await send({ ...post, resource: '/auth/foo' })).toMatchObject({
    headers: { Location: '/v1/auth/foo' },
  });
  expect(logged.map(({ route }) => route)).toEqual(['GET /foo/{id}', 'POST /foo']);
});

test('a route outside the base path is an internal error', async () => {
  const { send, logged } = setUp({}, { basePath: '/auth' });
  for (const resource of ['/foo', '/author/foo', '/other/auth/foo']) {
    expect(await send({ ...post, resource })).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
  }
  expect(logged.map(({ route }) => route)).toContain('POST (outside /auth) /foo');
});

test('a route of another service is an internal error', async () => {
  const { send } = setUp();
  expect(await send({ resource: '/users', method: 'POST' })).toMatchObject({ status: 500 });
});

test('lets the pages of an allowed origin read the answer', async () => {
  const { send } = setUp({}, { corsOrigins: ['https://app.example.com', 'https://other.example.com'] });
  const known = await send({ authorizer, headers: { origin: 'https://other.example.com' } });
  expect(known.headers).toMatchObject({
    'Access-Control-Allow-Origin': 'https://other.example.com',
    'Access-Control-Expose-Headers':
      'ETag, Last-Modified, Location, Retry-After, WWW-Authenticate, x-amzn-RequestId',
    Vary: 'Origin',
  });
  const unknown = await send({ authorizer, headers: { origin: 'https://evil.example.com' } });
  expect(unknown.headers).not.toHaveProperty('Access-Control-Allow-Origin');
});

test('types: a missing, a surplus or a mistyped operation does not compile', () => {
  const operation = () => ok({});
  // @ts-expect-error GET /foo/{id} has no operation
  const missing: FooOperations = { 'POST /foo': operation, 'GET /foo': operation };
  const surplus: Partial<FooOperations> = {
    // @ts-expect-error there is no such route
    'GET /nowhere': operation,
  };
  const mistyped: Partial<FooOperations> = {
    // @ts-expect-error the route reads no body
    'GET /foo': ({ body }) => ok(body.name),
  };
  expect([missing, surplus, mistyped]).toHaveLength(3);
});
