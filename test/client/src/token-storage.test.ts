import { memoryStorage } from '../../../client/src/token-storage';
import { ada, createScene, type Scene } from './create-scene';
import type { FakeApi } from './fake-api';

let api: FakeApi;
let signedOut: Scene['signedOut'];
let create: Scene['create'];
let createSignedIn: Scene['createSignedIn'];

beforeEach(() => {
  ({ api, signedOut, create, createSignedIn } = createScene());
});

describe('a storage that fails', () => {
  /**
   * Creates a storage in which one function fails while `fails` is set, for the names with the given ending.
   */
  function createFailing(name: 'get' | 'set' | 'remove') {
    const storage = memoryStorage();
    const state = { fails: false, ending: '' };
    const failing = {
      ...storage,
      [name]: (...args: [string, string]) => {
        if (state.fails && args[0].endsWith(state.ending)) throw new Error('QuotaExceededError');
        return storage[name](...args);
      },
    };
    return { storage: failing, state };
  }

  test('to read throws to the caller, and sends nothing', async () => {
    const { storage, state } = createFailing('get');
    const client = await createSignedIn({ storage });
    const calls = api.calls.length;
    state.fails = true;
    await expect(client.fetch('/foo')).rejects.toThrow('QuotaExceededError');
    expect(api.calls).toHaveLength(calls);
  });

  test.each(['', ':device:ada'])(
    'to store a sign-in (…%s) throws, and no user is signed in',
    async (ending) => {
      const { storage, state } = createFailing('set');
      const client = create({ storage });
      Object.assign(state, { fails: true, ending });
      await expect(client.signIn(ada)).rejects.toThrow('QuotaExceededError');
      expect(await client.isSignedIn()).toBe(false);
    },
  );

  test('to store the next tokens throws to all waiting calls, and the next call retries', async () => {
    const { storage, state } = createFailing('set');
    const client = await createSignedIn({ storage });
    api.expireAccessTokens();
    state.fails = true;
    const results = await Promise.allSettled([client.fetch('/foo'), client.fetch('/foo')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    state.fails = false;
    expect((await client.fetch('/foo')).status).toBe(200);
    expect(signedOut).toEqual([]);
  });

  test('to delete throws, but the session still ends at the API', async () => {
    const { storage, state } = createFailing('remove');
    const client = await createSignedIn({ storage });
    state.fails = true;
    await expect(client.signOut()).rejects.toThrow('QuotaExceededError');
    expect(api.count('DELETE /sessions/current')).toBe(1);
  });
});
