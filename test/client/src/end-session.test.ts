import { memoryStorage } from '../../../client/src/token-storage';
import { baseUrl, createScene, REFRESH, type Scene } from './create-scene';
import { type FakeApi, problem } from './fake-api';

let api: FakeApi;
let signedOut: Scene['signedOut'];
let createSignedIn: Scene['createSignedIn'];

beforeEach(() => {
  ({ api, signedOut, createSignedIn } = createScene());
});

describe('signing out', () => {
  test('twice concurrently ends the session once', async () => {
    const client = await createSignedIn();
    await Promise.all([client.signOut({ everywhere: true }), client.signOut({ everywhere: true })]);
    expect(api.count('DELETE /sessions')).toBe(1);
  });

  test.each([
    [{}, 'DELETE /sessions/current'],
    [{ everywhere: true }, 'DELETE /sessions'],
  ])('with %j calls %s, and deletes the tokens', async (options, route) => {
    const storage = memoryStorage();
    const client = await createSignedIn({ storage });
    await client.signOut(options);
    expect(api.calls.at(-1)).toMatchObject({ route, authorization: 'Bearer access-1' });
    expect(await storage.get(`latchkey:${baseUrl}`)).toBeUndefined();
    expect(signedOut).toEqual([]);
  });

  test('with an expired token gets a new one first', async () => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    await client.signOut();
    expect(api.calls.at(-1)).toMatchObject({
      route: 'DELETE /sessions/current',
      authorization: 'Bearer access-2',
    });
    expect(await client.isSignedIn()).toBe(false);
  });

  test('of an ended session succeeds', async () => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    api.answerNext(REFRESH, problem(401, 'INVALID_REFRESH_TOKEN'));
    await client.signOut();
    expect(signedOut).toEqual([]);
  });

  test.each([
    [new TypeError('fetch failed'), 'fetch failed'],
    [problem(503, 'DEPENDENCY_UNAVAILABLE'), 'DEPENDENCY_UNAVAILABLE'],
  ])(
    'throws when the token cannot be refreshed, because the session may be valid (%#)',
    async (answer, message) => {
      const client = await createSignedIn();
      api.expireAccessTokens();
      for (let times = 0; times < 2; times++) api.answerNext(REFRESH, answer);
      await expect(client.signOut()).rejects.toThrow(message);
      expect(await client.isSignedIn()).toBe(false);
    },
  );

  test('everywhere from an ended session throws, because the others stay valid', async () => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    api.answerNext(REFRESH, problem(401, 'INVALID_REFRESH_TOKEN'));
    await expect(client.signOut({ everywhere: true })).rejects.toMatchObject({
      code: 'INVALID_REFRESH_TOKEN',
    });
  });

  test('without a network throws, but still deletes the tokens', async () => {
    const client = await createSignedIn();
    api.answerNext('DELETE /sessions/current', new TypeError('fetch failed'));
    await expect(client.signOut()).rejects.toThrow('fetch failed');
    expect(await client.isSignedIn()).toBe(false);
  });
});
