import { type ClientOptions, createClient } from '../../../client/src/create-client';
import { unwrap } from '../../../client/src/problem-error';
import { createFakeApi, type FakeApi, problem } from './fake-api';

const baseUrl = 'https://api.example.com';
const ada = { username: 'ada', password: 'a phrase that passes the rules' };
const REFRESH = 'POST /sessions/refresh';

let api: FakeApi;
let time: number;

beforeEach(() => {
  api = createFakeApi();
  time = Date.UTC(2026, 0, 1);
});

const create = (more: Partial<ClientOptions> = {}) =>
  createClient({
    baseUrl,
    fetch: api.fetch,
    now: () => time,
    ...more,
  });

async function createSignedIn(more?: Partial<ClientOptions>) {
  const client = create(more);
  await client.signIn(ada);
  return client;
}

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

  test('by making an account answers with it', async () => {
    const client = create();
    expect(await client.signUp(ada)).toEqual({ id: '1', username: 'ada' });
    expect((await client.fetch('/foo')).status).toBe(200);
  });

  test('tells the API the second time that the device is known', async () => {
    const client = await createSignedIn();
    await client.signOut();
    await client.signIn(ada);
    expect(api.calls.map(({ body }) => body).filter((body) => body.includes('device'))).toEqual([
      JSON.stringify({ ...ada, device_token: 'device-1' }),
    ]);
  });

  test('throws what the API says', async () => {
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
  ])('takes %s for no success, and quotes nothing of it', async (_what, text) => {
    const client = create();
    api.answerNext('POST /sessions/create', new Response(text, { status: 201 }));
    const failure = await client.signIn(ada).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'UNEXPECTED_ANSWER', status: 201 });
    expect(String(failure)).not.toContain('secret');
    expect(await client.isSignedIn()).toBe(false);
  });
});

describe('a token that has expired', () => {
  test('is replaced before it is sent, by one refresh for all who call', async () => {
    const client = await createSignedIn();
    time += 3600_000;
    const answers = await Promise.all(['/a', '/b', '/c'].map((path) => client.fetch(path)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(api.calls.map(({ authorization }) => authorization)).not.toContain('Bearer access-1');
    expect(api.count(REFRESH)).toBe(1);
  });

  test('is replaced when the API refuses it, by one refresh for all who call, and the calls are repeated', async () => {
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

  test('is replaced once: a call that is refused again is not repeated again', async () => {
    const client = await createSignedIn();
    for (let times = 0; times < 3; times++) api.answerNext('GET /foo', problem(401, 'UNAUTHORIZED'));
    expect((await client.fetch('/foo')).status).toBe(401);
    expect(api.count('GET /foo')).toBe(2);
    expect(api.count(REFRESH)).toBe(1);
  });

  test('is not what another 401 means', async () => {
    const client = await createSignedIn();
    api.answerNext('PUT /users/me/password', problem(401, 'INVALID_CREDENTIALS'));
    expect((await client.fetch('/users/me/password', { method: 'PUT' })).status).toBe(401);
    expect(api.count(REFRESH)).toBe(0);
  });

  test.each([
    ['ahead by years', 10 * 365 * 86400_000],
    ['behind by years', -10 * 365 * 86400_000],
  ])('is told from a good one by a clock that is %s', async (_what, skew) => {
    time += skew;
    const client = await createSignedIn();
    expect((await client.fetch('/foo')).status).toBe(200);
    expect(api.count(REFRESH)).toBe(0);
    time += 3600_000;
    expect((await client.fetch('/foo')).status).toBe(200);
    expect(api.count(REFRESH)).toBe(1);
  });

  test('costs one refresh where the clock is set meanwhile, in either direction', async () => {
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
    await expect(client.fetch(url)).rejects.toThrow('nothing else');
    await expect(client.fetch(new Request(url))).rejects.toThrow('nothing else');
    await expect(client.api.GET('/foo', { baseUrl: url })).rejects.toThrow('nothing else');
    expect(api.calls).toHaveLength(calls);
  });

  test('is in no URL, and nowhere in the client', async () => {
    const client = await createSignedIn();
    await client.fetch('/foo');
    expect(api.calls.filter(({ route }) => /access-|refresh-/.test(route))).toEqual([]);
    expect(JSON.stringify(client)).not.toMatch(/access-|refresh-/);
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
