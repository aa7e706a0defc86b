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
  test('twice at once ends everything once', async () => {
    const client = await createSignedIn();
    await Promise.all([client.signOut({ everywhere: true }), client.signOut({ everywhere: true })]);
    expect(api.count('DELETE /sessions')).toBe(1);
  });

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

  test.each([
    [new TypeError('fetch failed'), 'fetch failed'],
    [problem(503, 'DEPENDENCY_UNAVAILABLE'), 'DEPENDENCY_UNAVAILABLE'],
  ])('whose token can get no other throws: the session may go on (%#)', async (answer, message) => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    for (let times = 0; times < 2; times++) api.answerNext(REFRESH, answer);
    await expect(client.signOut()).rejects.toThrow(message);
    expect(await client.isSignedIn()).toBe(false);
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
