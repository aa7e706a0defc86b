import { fooBodies } from '../../../../lambda/foo/bodies';
import { created, ok } from '../../../../lambda/shared/http/answer';
import { createDispatcher } from '../../../../lambda/shared/http/dispatcher';
import type { LoadedRoutes } from '../../../../lambda/shared/route-code';
import { type EventOptions, proxyEvent } from '../../fakes/proxy-event';

const authorizer = {
  sub: 'sub-1',
  sid: 'sid-1',
  username: 'Ada',
  scope: '',
  authTime: '1767323045',
  principalId: 'sub-1',
};
const post: EventOptions = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"name":"first"}',
  authorizer,
};

type ExampleRoutes = LoadedRoutes<'foo', 'example', typeof fooBodies>;

/** The other routes, which these tests do not call. They include those that a project adds. */
const others = {} as ExampleRoutes['operations'];
const loaded: ExampleRoutes = {
  bodies: fooBodies,
  operations: {
    ...others,
    'POST /foo': ({ body, caller }) => created({ name: body.name, sub: caller.sub }),
    'GET /foo': () => ok({}),
    'GET /foo/{id}': ({ pathParameter }) => ok({ id: pathParameter('id') }),
  },
};

function setUp(load = () => loaded, routes?: Parameters<typeof createDispatcher>[2]['routes']) {
  const example = jest.fn(load);
  const handle = createDispatcher(
    'foo',
    {},
    {
      ...{ corsOrigins: [], log: () => undefined, now: () => 0, features: { example } },
      ...(routes && { routes }),
    },
  );
  const send = async (event: EventOptions) => {
    const { statusCode, body } = await handle(proxyEvent(event));
    return { status: statusCode, body: JSON.parse(body) };
  };
  return { example, send };
}

test('loads the routes of a part of the API at a request to one of them, and not before', async () => {
  const { example, send } = setUp();
  expect(example).not.toHaveBeenCalled();
  expect(await send(post)).toEqual({ status: 201, body: { name: 'first', sub: 'sub-1' } });
  expect(example).toHaveBeenCalledTimes(1);
});

test('checks a body against the schema that was loaded', async () => {
  const { send } = setUp();
  const { status, body } = await send({ ...post, body: '{"name":1}' });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ pointer: '#/name' }] });
});

test('passes on the parts of a request, also of a public route', async () => {
  const { send } = setUp(undefined, {
    'GET /foo/{id}': { feature: 'example', service: 'foo', access: 'public' },
  });
  const event = { resource: '/foo/{id}', pathParameters: { id: '7' } };
  expect(await send(event)).toEqual({ status: 200, body: { id: '7' } });
});

test('rejects a route of another part, and of another service, without the code of this part', async () => {
  const { example, send } = setUp();
  for (const event of [{ resource: '/users/me', authorizer }, { resource: '/nowhere' }]) {
    expect((await send(event)).status).toBe(500);
  }
  expect(example).not.toHaveBeenCalled();
});

test('rejects a caller without the route’s scope', async () => {
  const { send } = setUp(undefined, {
    'GET /foo': { feature: 'example', service: 'foo', access: 'signed-in', scope: 'audit' },
  });
  expect((await send({ resource: '/foo', authorizer })).status).toBe(403);
});

test('answers 500 when the code cannot be loaded', async () => {
  const { send } = setUp(() => {
    throw new Error('Cannot find module');
  });
  const { status, body } = await send(post);
  expect(status).toBe(500);
  expect(body).toMatchObject({ code: 'INTERNAL' });
});
