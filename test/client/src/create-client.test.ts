import type { ClientOptions } from '../../../client/src/create-client';
import { unwrap } from '../../../client/src/problem-error';
import { ada, baseUrl, createScene, REFRESH, type Scene } from './create-scene';
import { type FakeApi, problem } from './fake-api';

let scene: Scene;
let api: FakeApi;
let time: number;

beforeEach(() => {
  scene = createScene();
  api = scene.api;
  time = Date.UTC(2026, 0, 1);
});

const create = (more: Partial<ClientOptions> = {}) => scene.create({ now: () => time, ...more });
const createSignedIn = (more: Partial<ClientOptions> = {}) =>
  scene.createSignedIn({ now: () => time, ...more });

describe('signing in', () => {
  test('sends the token with every call from then on', async () => {
    const client = create();
    await client.fetch('/foo');
    await client.signIn(ada);
    expect(await client.isSignedIn()).toBe(true);
    await client.fetch('/foo?limit=5', { method: 'POST', body: 'x' });
    await client.api.GET('/foo');
    expect(api.calls.map(({ route, authorization }) => [route, authorization])).toEqual([
      ['GET /foo', undefined],
      ['POST /sessions/create', undefined],
      ['POST /foo?limit=5', 'Bearer access-1'],
      ['GET /foo', 'Bearer access-1'],
    ]);
  });

  test('by sign-up returns the account', async () => {
    const client = create();
    expect(await client.signUp(ada)).toEqual({ id: '1', username: 'ada' });
    expect((await client.fetch('/foo')).status).toBe(200);
  });

  test('sends the device token at the second sign-in', async () => {
    const client = await createSignedIn();
    await client.signOut();
    await client.signIn(ada);
    expect(api.calls.map(({ body }) => body).filter((body) => body.includes('device'))).toEqual([
      JSON.stringify({ ...ada, device_token: 'device-1' }),
    ]);
  });

  test('does not send the device token of another user', async () => {
    const client = await createSignedIn();
    await client.signIn({ ...ada, username: 'grace' });
    await client.signIn(ada);
    expect(api.calls.map(({ body }) => body.includes('device'))).toEqual([false, false, true]);
  });

  test('throws the problem of the API', async () => {
    const fault = { pointer: '#/password', detail: 'is too short' };
    api.answerNext('POST /users', problem(400, 'VALIDATION_FAILED', { errors: [fault] }));
    await expect(create().signUp(ada)).rejects.toMatchObject({
      name: 'ProblemError',
      code: 'VALIDATION_FAILED',
      status: 400,
      errors: [fault],
      requestId: 'request-1',
    });
  });

  test.each([
    ['a page', '<html>'],
    ['a cut answer', '{"access_token":"the-secret","refresh_tok'],
    ['an answer without tokens', '{}'],
    ['null', 'null'],
  ])('rejects %s, and quotes nothing of it', async (_what, text) => {
    const client = create();
    api.answerNext('POST /sessions/create', new Response(text, { status: 201 }));
    const failure = await client.signIn(ada).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'UNEXPECTED_ANSWER', status: 201 });
    expect(String(failure)).not.toContain('secret');
    expect(await client.isSignedIn()).toBe(false);
  });
});

describe('a token that has expired', () => {
  test.each([
    [4, 1],
    [6, 0],
  ])(
    'with %s seconds left is replaced %s times, because it could expire during the request',
    async (left, times) => {
      const client = await createSignedIn();
      time += (3600 - left) * 1000;
      await client.fetch('/foo');
      expect(api.count(REFRESH)).toBe(times);
    },
  );

  test('is replaced before it is sent, by one refresh for all callers', async () => {
    const client = await createSignedIn();
    time += 3600_000;
    const answers = await Promise.all(['/a', '/b', '/c'].map((path) => client.fetch(path)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(api.calls.map(({ authorization }) => authorization)).not.toContain('Bearer access-1');
    expect(api.count(REFRESH)).toBe(1);
  });

  test('is replaced when the API rejects it, by one refresh for all callers, and the calls are repeated', async () => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    const answers = await Promise.all(
      ['/a', '/b', '/c'].map((path) => client.fetch(path, { method: 'POST', body: path })),
    );
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual(
      ['/a', '/b', '/c'].map((path) => ({ route: `POST ${path}`, body: path })),
    );
    expect(api.count(REFRESH)).toBe(1);
    expect(api.count('POST /a')).toBe(2);
  });

  test('is replaced only once for a call that is rejected again', async () => {
    const client = await createSignedIn();
    for (let times = 0; times < 3; times++) api.answerNext('GET /foo', problem(401, 'UNAUTHORIZED'));
    expect((await client.fetch('/foo')).status).toBe(401);
    expect(api.count('GET /foo')).toBe(2);
    expect(api.count(REFRESH)).toBe(1);
  });

  test('is not replaced after a 401 with another code', async () => {
    const client = await createSignedIn();
    api.answerNext('PUT /users/me/password', problem(401, 'INVALID_CREDENTIALS'));
    expect((await client.fetch('/users/me/password', { method: 'PUT' })).status).toBe(401);
    expect(api.count(REFRESH)).toBe(0);
  });

  test.each([
    ['ahead by years', 10 * 365 * 86400_000],
    ['behind by years', -10 * 365 * 86400_000],
  ])('is recognised with a clock that is %s', async (_what, skew) => {
    time += skew;
    const client = await createSignedIn();
    expect((await client.fetch('/foo')).status).toBe(200);
    expect(api.count(REFRESH)).toBe(0);
    time += 3600_000;
    expect((await client.fetch('/foo')).status).toBe(200);
    expect(api.count(REFRESH)).toBe(1);
  });

  test('costs one refresh when the clock changes meanwhile, in either direction', async () => {
    const client = await createSignedIn();
    time -= 86400_000;
    api.expireAccessTokens();
    expect((await client.fetch('/foo')).status).toBe(200);
    expect(api.count(REFRESH)).toBe(1);
    time += 2 * 86400_000;
    for (let calls = 0; calls < 3; calls++) expect((await client.fetch('/foo')).status).toBe(200);
    expect(api.count(REFRESH)).toBe(2);
  });

  test('is replaced for calls of the typed API as well', async () => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    expect(unwrap(await client.api.GET('/sessions'))).toEqual({ route: 'GET /sessions', body: '' });
  });
});

describe('the token', () => {
  test.each([
    'https://api.example.com.evil.test/foo',
    'https://evil.test/',
    'http://api.example.com/foo',
    'https://api.example.com/other/../../elsewhere',
  ])('is not sent to %s', async (url) => {
    const client = await createSignedIn({ baseUrl: 'https://api.example.com/prod' });
    const calls = api.calls.length;
    await expect(client.fetch(url)).rejects.toThrow('is outside of');
    await expect(client.fetch(new Request(url))).rejects.toThrow('is outside of');
    await expect(client.api.GET('/foo', { baseUrl: url })).rejects.toThrow('is outside of');
    expect(api.calls).toHaveLength(calls);
  });

  test('follows no redirect, and neither does a password', async () => {
    const client = create();
    await client.signUp(ada);
    await client.signIn(ada);
    await client.refresh();
    await client.fetch('/foo');
    await client.fetch(new Request(`${baseUrl}/foo`));
    await client.api.GET('/foo');
    await client.signOut();
    expect(api.calls.map(({ redirect }) => redirect)).toEqual(Array(7).fill('error'));
  });

  test('is not in any URL, nor in a property of the client', async () => {
    const client = await createSignedIn();
    await client.fetch('/foo');
    expect(api.calls.filter(({ route }) => /access-|refresh-/.test(route))).toEqual([]);
    expect(JSON.stringify(client)).not.toMatch(/access-|refresh-/);
  });
});

test('an error of onSignedOut does not reject the call', async () => {
  const onSignedOut = () => {
    throw new Error('a fault of the page');
  };
  const client = await createSignedIn({ onSignedOut });
  api.expireAccessTokens();
  api.answerNext(REFRESH, problem(401, 'INVALID_REFRESH_TOKEN'));
  const tasks: (() => void)[] = [];
  const spy = jest.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => void tasks.push(task));
  const response = await client.fetch('/foo').finally(() => spy.mockRestore());
  expect(response.status).toBe(401);
  expect(tasks.find((task) => String(task).includes('onSignedOut'))).toThrow('a fault of the page');
});

test("a session in memory does not need the browser's lock", async () => {
  const request = jest.fn();
  const client = await createSignedIn({ locks: { request } });
  expect(await client.refresh()).toBe(true);
  expect(request).not.toHaveBeenCalled();
});

describe('the typed API', () => {
  test.each(['<html> the-secret', '{"name":"the-secret'])(
    'rejects the answer %s, and quotes nothing of it',
    async (text) => {
      const client = await createSignedIn();
      api.answerNext('GET /foo', new Response(text));
      const failure = await client.api.GET('/foo').catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'UNEXPECTED_ANSWER', status: 200 });
      expect(String(failure)).not.toContain('secret');
    },
  );

  test("returns a failed proxy's page as the error", async () => {
    api.answerNext('GET /foo', new Response('<html>', { status: 502 }));
    expect((await create().api.GET('/foo')).error).toBe('<html>');
  });

  test('returns text unchanged on request', async () => {
    const client = await createSignedIn();
    api.answerNext('GET /foo', new Response('<html>'));
    expect((await client.api.GET('/foo', { parseAs: 'text' })).data).toBe('<html>');
  });

  test.each(['/users/me', '/sessions', '/sessions/current'] as const)(
    'signs out after a successful DELETE of %s, and only then',
    async (path) => {
      let told = 0;
      const client = await createSignedIn({ onSignedOut: () => told++ });
      api.answerNext(`DELETE ${path}`, problem(401, 'INSUFFICIENT_USER_AUTHENTICATION'));
      await client.api.DELETE(path);
      expect(await client.isSignedIn()).toBe(true);
      api.answerNext(`DELETE ${path}`, new Response(null, { status: 204 }));
      await client.api.DELETE(path);
      expect(await client.isSignedIn()).toBe(false);
      expect(told).toBe(0);
    },
  );

  test('stays signed in when something else is deleted, or the account is shown', async () => {
    const client = await createSignedIn();
    api.answerNext('DELETE /sessions/x', new Response(null, { status: 204 }));
    await client.api.DELETE('/sessions/{id}', { params: { path: { id: 'x' } } });
    await client.api.GET('/users/me');
    expect(await client.isSignedIn()).toBe(true);
  });
});

describe('types', () => {
  test('know the routes, their bodies and the codes of their problems', async () => {
    const client = await createSignedIn();
    api.answerNext('POST /foo', Response.json({ id: '1', name: 'first', createdAt: 'now' }, { status: 201 }));
    const { data } = await client.api.POST('/foo', { body: { name: 'first' } });
    expect(data?.createdAt.toUpperCase()).toBe('NOW');
    api.answerNext('GET /foo/x', problem(404, 'NOT_FOUND'));
    const { error } = await client.api.GET('/foo/{id}', { params: { path: { id: 'x' } } });
    expect(error?.code === 'NOT_FOUND').toBe(true);

    async function mustNotCompile() {
      // @ts-expect-error there is no such route
      await client.api.GET('/nothing');
      // @ts-expect-error the body lacks its name
      await client.api.POST('/foo', { body: {} });
      // @ts-expect-error the path lacks its id
      await client.api.GET('/foo/{id}');
      // @ts-expect-error no foo has this member
      data?.nothing;
      // @ts-expect-error a foo's route has no such problem
      error?.code === 'USERNAME_TAKEN';
    }
    expect(mustNotCompile).toBeInstanceOf(Function);
  });
});
