import { createLocalLock } from '../../../client/src/lock';
import { memoryStorage } from '../../../client/src/token-storage';
import { ada, baseUrl, createScene, REFRESH, type Scene } from './create-scene';
import { type FakeApi, problem } from './fake-api';

let api: FakeApi;
let signedOut: Scene['signedOut'];
let create: Scene['create'];
let createSignedIn: Scene['createSignedIn'];

beforeEach(() => {
  ({ api, signedOut, create, createSignedIn } = createScene());
});

describe('a refresh', () => {
  test('that gets no answer ends early enough for a second one within the API’s 10 seconds', async () => {
    const client = await createSignedIn();
    const patience: number[] = [];
    const spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
      patience.push(milliseconds);
      return patience.length === 1 ? AbortSignal.abort() : new AbortController().signal;
    });
    api.hold(REFRESH);
    const refreshed = client.refresh().finally(() => spy.mockRestore());
    expect(await refreshed).toBe(true);
    expect(patience).toHaveLength(2);
    expect(patience.reduce((sum, part) => sum + part)).toBeLessThan(10_000);
  });

  test.each([
    ['has expired', 3600_000],
    ['is refused', 0],
  ])(
    'of a token that %s does not delay an aborted call, and continues for the others',
    async (_which, wait) => {
      let time = Date.now();
      const client = await createSignedIn({ now: () => time });
      time += wait;
      api.expireAccessTokens();
      const release = api.hold(REFRESH);
      const controller = new AbortController();
      const aborted = client.fetch('/foo', { signal: controller.signal });
      const patient = client.fetch('/foo');
      while (api.count(REFRESH) === 0) await new Promise(setImmediate);
      controller.abort();
      await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
      release();
      expect((await patient).status).toBe(200);
    },
  );

  test('that gets no answer is tried again, because the lost answer may have replaced the token', async () => {
    const client = await createSignedIn();
    api.answerNext(REFRESH, new TypeError('fetch failed'));
    expect(await client.refresh()).toBe(true);
    expect(api.count(REFRESH)).toBe(2);
  });

  test('that gets no answer twice throws, and keeps the session', async () => {
    const client = await createSignedIn();
    api.expireAccessTokens();
    for (let times = 0; times < 2; times++) api.answerNext(REFRESH, new TypeError('fetch failed'));
    await expect(client.fetch('/foo')).rejects.toThrow('fetch failed');
    expect((await client.fetch('/foo')).status).toBe(200);
    expect(signedOut).toEqual([]);
  });

  test('that the API cannot serve throws, and keeps the session', async () => {
    const client = await createSignedIn();
    api.answerNext(REFRESH, problem(503, 'DEPENDENCY_UNAVAILABLE'));
    await expect(client.refresh()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(api.count(REFRESH)).toBe(1);
    expect(await client.refresh()).toBe(true);
  });

  test('that loses its races to other requests throws, and keeps the session', async () => {
    const client = await createSignedIn();
    api.answerNext(REFRESH, problem(409, 'CONCURRENT_CHANGE'));
    await expect(client.refresh()).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
    expect(await client.refresh()).toBe(true);
    expect(signedOut).toEqual([]);
  });

  test('that is throttled gives all callers the time to wait, and keeps the session', async () => {
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
    'that is rejected with %s signs out, and reports it once',
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

  test('does not restore a session that ends meanwhile', async () => {
    const client = await createSignedIn();
    await Promise.all([client.refresh(), client.signOut()]);
    expect(await client.isSignedIn()).toBe(false);
  });

  test('in progress does not delay a sign-out: the tokens are deleted at once, and the session ends afterwards', async () => {
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
    expect(signedOut).toEqual([]);
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

  test('all learn that the session has ended', async () => {
    const shared = share();
    const [one, other] = [await createSignedIn(shared), create(shared)];
    api.expireAccessTokens();
    api.answerNext(REFRESH, problem(401, 'REFRESH_TOKEN_REUSED'));
    await Promise.all([one.fetch('/foo'), other.fetch('/foo')]);
    expect(signedOut).toEqual(['REFRESH_TOKEN_REUSED', 'untold']);
  });

  test('all learn that the session has ended, at successive calls, and once', async () => {
    const shared = share();
    const [one, other] = [await createSignedIn(shared), create(shared)];
    await other.fetch('/foo');
    api.expireAccessTokens();
    api.answerNext(REFRESH, problem(401, 'REFRESH_TOKEN_REUSED'));
    await one.fetch('/foo');
    expect(signedOut).toEqual(['REFRESH_TOKEN_REUSED']);
    for (let calls = 0; calls < 2; calls++) await other.fetch('/foo');
    expect(signedOut).toEqual(['REFRESH_TOKEN_REUSED', 'untold']);
  });

  test('learn that another client signed out, which itself gets no callback', async () => {
    const shared = share();
    const told: string[] = [];
    const one = await createSignedIn({ ...shared, onSignedOut: () => told.push('one') });
    const other = create({ ...shared, onSignedOut: () => told.push('other') });
    expect(await other.isSignedIn()).toBe(true);
    const [, racing] = await Promise.all([one.signOut(), one.fetch('/foo')]);
    expect(racing).toBeInstanceOf(Response);
    await one.fetch('/foo');
    expect(told).toEqual([]);
    await other.fetch('/foo');
    expect(told).toEqual(['other']);
    await other.signIn(ada);
    await one.signOut();
    await other.fetch('/foo');
    expect(told).toEqual(['other', 'other']);
  });
});

describe('another user who signs in with the same storage', () => {
  const grace = { ...ada, username: 'grace' };

  /** Separate locks, as where there are no Web Locks: with them, no sign-in can happen during a refresh. */
  function locks() {
    const lock = createLocalLock();
    return { request: <Result>(_name: string, task: () => Promise<Result>) => lock(task) };
  }

  async function createTwo() {
    const storage = memoryStorage();
    return [await createSignedIn({ storage, locks: locks() }), create({ storage, locks: locks() })] as const;
  }

  test.each(['refused', 'expired'])(
    'does not run a request of the first one whose token was %s',
    async (how) => {
      let time = Date.now();
      const storage = memoryStorage();
      const one = await createSignedIn({ storage, locks: locks(), now: () => time });
      if (how === 'expired') time += 3600_000;
      else api.answerNext('POST /foo', problem(401, 'UNAUTHORIZED'));
      const route = how === 'expired' ? REFRESH : 'POST /foo';
      const release = api.hold(route);
      const call = one.fetch('/foo', { method: 'POST', body: 'secret of ada' });
      while (api.count(route) === 0) await new Promise(setImmediate);
      await create({ storage, locks: locks() }).signIn(grace);
      release();
      expect((await call).status).toBe(401);
      expect(
        api.calls.filter((call) => call.route === 'POST /foo').map(({ authorization }) => authorization),
      ).toEqual([how === 'expired' ? undefined : 'Bearer access-1']);
      expect(signedOut).toEqual(['untold']);
    },
  );

  test.each(['granted', 'refused'])(
    'stays signed in when a refresh of the first one is %s late',
    async (how) => {
      const [one, other] = await createTwo();
      if (how === 'refused') api.answerNext(REFRESH, problem(401, 'INVALID_REFRESH_TOKEN'));
      const release = api.hold(REFRESH);
      const refresh = one.refresh();
      while (api.count(REFRESH) === 0) await new Promise(setImmediate);
      await other.signIn(grace);
      const mine = api.calls.length;
      release();
      await refresh;
      await other.fetch('/foo');
      expect(api.calls.slice(mine)).toMatchObject([{ authorization: 'Bearer access-2' }]);
      expect(await other.isSignedIn()).toBe(true);
    },
  );

  test('stays signed in when the sign-out of the first one ends late', async () => {
    const [one, other] = await createTwo();
    const release = api.hold(REFRESH);
    const refresh = one.refresh();
    while (api.count(REFRESH) === 0) await new Promise(setImmediate);
    const signOut = one.signOut();
    await other.signIn(grace);
    release();
    await Promise.allSettled([refresh, signOut]);
    expect(await other.isSignedIn()).toBe(true);
  });
});

test('clients that share a storage without a lock stay signed in when any of them refreshes', async () => {
  // As where there are no Web Locks, which newer versions of Node have.
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
