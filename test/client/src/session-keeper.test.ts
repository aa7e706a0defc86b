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

  test('that is throttled tells all who call how long to wait, and the session is still there', async () => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    const throttled = problem(429, 'TOO_MANY_REQUESTS');
    throttled.headers.set('retry-after', '7');
    api.answerNext(REFRESH, throttled);
    const failures = await Promise.allSettled([client.fetch('/foo'), client.fetch('/foo')]);
    const reason = { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 7 };
    expect(failures).toMatchObject([{ reason }, { reason }]);
    expect(api.count(REFRESH)).toBe(1);
    expect((await client.fetch('/foo')).status).toBe(200);
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

  test('under way holds up no sign-out: the tokens are forgotten at once, and the session is ended after it', async () => {
    const storage = memoryStorage();
    const client = await createSignedIn({ storage });
    api.expireAccessTokens();
    const release = api.hold(REFRESH);
    const call = client.fetch('/foo');
    while (api.count(REFRESH) === 0) await new Promise(setImmediate);
    const signOut = client.signOut();
    await new Promise(setImmediate);
    expect(await storage.get(`latchkey:${baseUrl}`)).toBeUndefined();
    release();
    expect((await call).status).toBe(401);
    await signOut;
    expect(api.calls.at(-1)?.route).toBe('DELETE /sessions/current');
    expect((await client.fetch('/foo')).status).toBe(401);
    expect(await client.isSignedIn()).toBe(false);
  });
});

describe('a storage that fails', () => {
  /** Fails at one of its functions, while it is told to and for the names that it is told. */
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

  test('to read throws to whoever calls, and sends nothing', async () => {
    const { storage, state } = createFailing('get');
    const client = await createSignedIn({ storage });
    const calls = api.calls.length;
    state.fails = true;
    await expect(client.fetch('/foo')).rejects.toThrow('QuotaExceededError');
    expect(api.calls).toHaveLength(calls);
  });

  test.each(['', ':device'])('to keep a sign-in (…%s) throws, and nobody is signed in', async (ending) => {
    const { storage, state } = createFailing('set');
    const client = create({ storage });
    Object.assign(state, { fails: true, ending });
    await expect(client.signIn(ada)).rejects.toThrow('QuotaExceededError');
    expect(await client.isSignedIn()).toBe(false);
  });

  test('to keep the next tokens throws to all who wait for them, and the next call tries anew', async () => {
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

  test('to forget throws, and the session is ended at the API all the same', async () => {
    const { storage, state } = createFailing('remove');
    const client = await createSignedIn({ storage });
    state.fails = true;
    await expect(client.signOut()).rejects.toThrow('QuotaExceededError');
    expect(api.count('DELETE /sessions/current')).toBe(1);
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

test('clients that share a storage without a lock stay signed in, whoever refreshes', async () => {
  // as where there are no Web Locks, which newer versions of Node have
  const shared = {
    storage: memoryStorage(),
    locks: { request: (_name: string, task: () => never) => task() },
  };
  const [one, other] = [await createSignedIn(shared), create(shared)];
  for (let round = 0; round < 5; round++) {
    api.expireAccessTokens();
    const answers = await Promise.all([one.fetch('/foo'), other.fetch('/foo')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  }
  expect(signedOut).toEqual([]);
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
