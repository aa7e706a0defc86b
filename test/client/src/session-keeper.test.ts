import { type ClientOptions, createClient } from '../../../client/src/create-client';
import { memoryStorage } from '../../../client/src/token-storage';
import { createFakeApi, type FakeApi, problem } from './fake-api';

const baseUrl = 'https://api.example.com';
const ada = { username: 'ada', password: 'a phrase that passes the rules' };
const REFRESH = 'POST /sessions/refresh';

let api: FakeApi;
let signedOut: (string | undefined)[];

beforeEach(() => {
  api = createFakeApi();
  signedOut = [];
});

const create = (more: Partial<ClientOptions> = {}) =>
  createClient({
    baseUrl,
    fetch: api.fetch,
    onSignedOut: (reason) => signedOut.push(reason?.code),
    ...more,
  });

async function createSignedIn(more?: Partial<ClientOptions>) {
  const client = create(more);
  await client.signIn(ada);
  return client;
}

describe('a refresh', () => {
  test('that gets no answer is tried once more, since the lost answer may have replaced the token', async () => {
    const client = await createSignedIn();
    api.answerNext(REFRESH, new TypeError('fetch failed'));
    expect(await client.refresh()).toBe(true);
    expect(api.count(REFRESH)).toBe(2);
  });

  test('that gets no answer twice throws, and the session is still there', async () => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    for (let times = 0; times < 2; times++) api.answerNext(REFRESH, new TypeError('fetch failed'));
    await expect(client.fetch('/foo')).rejects.toThrow('fetch failed');
    expect((await client.fetch('/foo')).status).toBe(200);
    expect(signedOut).toEqual([]);
  });

  test('that the API has no time for throws, and the session is still there', async () => {
    const client = await createSignedIn();
    api.answerNext(REFRESH, problem(503, 'DEPENDENCY_UNAVAILABLE'));
    await expect(client.refresh()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(api.count(REFRESH)).toBe(1);
    expect(await client.refresh()).toBe(true);
  });

  test.each(['INVALID_REFRESH_TOKEN', 'REFRESH_TOKEN_REUSED'])(
    'that is refused with %s signs out, and tells once',
    async (code) => {
      const client = await createSignedIn();
      api.expireAccessTokens();
      api.answerNext(REFRESH, problem(401, code));
      const answers = await Promise.all([client.fetch('/foo'), client.fetch('/foo')]);
      expect(answers.map(({ status }) => status)).toEqual([401, 401]);
      expect(await client.isSignedIn()).toBe(false);
      expect(signedOut).toEqual([code]);
      expect(await client.refresh()).toBe(false);
    },
  );

  test('does not bring back a session that is ended meanwhile', async () => {
    const client = await createSignedIn();
    await Promise.all([client.refresh(), client.signOut()]);
    expect(await client.isSignedIn()).toBe(false);
  });
});

describe('clients that share a storage and its lock', () => {
  const share = () => {
    let last: Promise<unknown> = Promise.resolve();
    return {
      storage: memoryStorage(),
      locks: {
        request: <Result>(_name: string, task: () => Promise<Result>) => {
          const result = last.then(task);
          last = result.catch(() => {});
          return result;
        },
      },
    };
  };

  test('refresh once for all of them', async () => {
    const shared = share();
    const [one, other] = [await createSignedIn(shared), create(shared)];
    api.expireAccessTokens();
    const answers = await Promise.all([one.fetch('/foo'), other.fetch('/foo')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(api.count(REFRESH)).toBe(1);
  });

  test('all learn that the session is over', async () => {
    const shared = share();
    const [one, other] = [await createSignedIn(shared), create(shared)];
    api.expireAccessTokens();
    api.answerNext(REFRESH, problem(401, 'REFRESH_TOKEN_REUSED'));
    await Promise.all([one.fetch('/foo'), other.fetch('/foo')]);
    expect(signedOut).toEqual(['REFRESH_TOKEN_REUSED', undefined]);
  });
});

describe('signing out', () => {
  test.each([
    [{}, 'DELETE /sessions/current'],
    [{ everywhere: true }, 'DELETE /sessions'],
  ])('with %j calls %s, and forgets the tokens', async (options, route) => {
    const storage = memoryStorage();
    const client = await createSignedIn({ storage });
    await client.signOut(options);
    expect(api.calls.at(-1)).toMatchObject({ route, authorization: 'Bearer access-1' });
    expect(await storage.get(`latchkey:${baseUrl}`)).toBeUndefined();
    expect(signedOut).toEqual([]);
  });

  test('gets another token first where the one at hand has expired', async () => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    await client.signOut();
    expect(api.calls.at(-1)).toMatchObject({
      route: 'DELETE /sessions/current',
      authorization: 'Bearer access-2',
    });
    expect(await client.isSignedIn()).toBe(false);
  });

  test('of a session that is over already is done', async () => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    api.answerNext(REFRESH, problem(401, 'INVALID_REFRESH_TOKEN'));
    await client.signOut();
    expect(signedOut).toEqual([]);
  });

  test('everywhere from a session that is over throws, since the others go on', async () => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    api.answerNext(REFRESH, problem(401, 'INVALID_REFRESH_TOKEN'));
    await expect(client.signOut({ everywhere: true })).rejects.toMatchObject({
      code: 'INVALID_REFRESH_TOKEN',
    });
  });

  test('without a network throws, and forgets the tokens all the same', async () => {
    const client = await createSignedIn();
    api.answerNext('DELETE /sessions/current', new TypeError('fetch failed'));
    await expect(client.signOut()).rejects.toThrow('fetch failed');
    expect(await client.isSignedIn()).toBe(false);
  });
});
