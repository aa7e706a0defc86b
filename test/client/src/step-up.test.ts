import type { ProblemError } from '../../../client/src/problem-error';
import { memoryStorage } from '../../../client/src/token-storage';
import { ada, createScene, REFRESH, type Scene } from './create-scene';
import { type FakeApi, problem } from './fake-api';

const STEP_UP = 'POST /sessions/current/step-up';
const PAY = 'POST /payments';
const PASSWORD = { password: ada.password };
const CODE = { kind: 'totp', code: '123 456' } as const;

const demand = (more: object = { max_age: 600 }) => problem(401, 'INSUFFICIENT_USER_AUTHENTICATION', more);
const renewed = (accessToken = 'stepped-up') =>
  Response.json({ access_token: accessToken, id_token: accessToken, token_type: 'Bearer', expires_in: 3600 });

let api: FakeApi;
let create: Scene['create'];
let createSignedIn: Scene['createSignedIn'];
let signedOut: Scene['signedOut'];
beforeEach(() => {
  ({ api, create, createSignedIn, signedOut } = createScene());
});

const sent = (route: string) => api.calls.filter((call) => call.route === route);

describe('stepUp', () => {
  test.each([
    [PASSWORD, PASSWORD],
    [CODE, CODE],
    [{ kind: 'recovery_code', code: 'ABCD-EFGH' } as const, { kind: 'recovery_code', code: 'ABCD-EFGH' }],
  ])('sends %j with the token, and uses the new one from then on', async (proof, body) => {
    const client = await createSignedIn();
    api.answerNext(STEP_UP, renewed());
    await client.stepUp(proof);
    const [call] = sent(STEP_UP);
    expect(JSON.parse(call?.body ?? '')).toEqual(body);
    expect(call?.authorization).toBe('Bearer access-1');
    api.answerNext('GET /foo', Response.json({}));
    await client.fetch('/foo');
    expect(sent('GET /foo')[0]?.authorization).toBe('Bearer stepped-up');
    expect(api.count(REFRESH)).toBe(0);
  });

  test('keeps the refresh token, the username and the session', async () => {
    const storage = memoryStorage();
    const client = await createSignedIn({ storage });
    api.answerNext(STEP_UP, renewed());
    await client.stepUp(PASSWORD);
    expect(await client.refresh()).toBe(true);
    expect(JSON.parse(sent(REFRESH)[0]?.body ?? '')).toEqual({ refresh_token: 'refresh-1' });
    expect(signedOut).toEqual([]);
  });

  test.each([
    [400, 'INVALID_CODE'],
    [403, 'INVALID_CURRENT_PASSWORD'],
    [404, 'NOT_FOUND'],
  ])('throws the API’s %i %s, and changes nothing', async (status, code) => {
    const client = await createSignedIn();
    api.answerNext(STEP_UP, problem(status, code));
    await expect(client.stepUp(CODE)).rejects.toMatchObject({ name: 'ProblemError', code });
    await client.fetch('/foo');
    expect(api.calls.at(-1)?.authorization).toBe('Bearer access-1');
  });

  test('tells how long to wait', async () => {
    const client = await createSignedIn();
    const wait = problem(429, 'TOO_MANY_ATTEMPTS');
    wait.headers.set('retry-after', '30');
    api.answerNext(STEP_UP, wait);
    await expect(client.stepUp(CODE)).rejects.toMatchObject({ retryAfterSeconds: 30 });
  });

  test('refreshes a token that the API no longer accepts, and sends the proof again', async () => {
    const client = await createSignedIn();
    api.answerNext(STEP_UP, problem(401, 'UNAUTHORIZED'));
    api.answerNext(STEP_UP, renewed());
    await client.stepUp(CODE);
    expect(sent(STEP_UP).map(({ authorization }) => authorization)).toEqual([
      'Bearer access-1',
      'Bearer access-2',
    ]);
  });

  test('throws the problem when the session has ended', async () => {
    const client = await createSignedIn();
    api.answerNext(STEP_UP, problem(401, 'UNAUTHORIZED'));
    api.answerNext(REFRESH, problem(401, 'INVALID_REFRESH_TOKEN'));
    await expect(client.stepUp(CODE)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await new Promise(setImmediate);
    expect(signedOut).toEqual(['INVALID_REFRESH_TOKEN']);
  });

  test("throws the API's problem without a session", async () => {
    api.answerNext(STEP_UP, problem(401, 'UNAUTHORIZED'));
    await expect(create().stepUp(CODE)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(sent(STEP_UP)[0]?.authorization).toBeUndefined();
  });

  test('rejects an answer that is not a token, and quotes nothing of it', async () => {
    const client = await createSignedIn();
    api.answerNext(STEP_UP, Response.json({ access_token: 'a secret' }));
    const failure = await client.stepUp(CODE).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'UNEXPECTED_ANSWER' });
    expect(String(failure)).not.toContain('secret');
  });

  test('does not bring back a session that was signed out meanwhile', async () => {
    const client = await createSignedIn();
    api.answerNext(STEP_UP, renewed());
    const release = api.hold(STEP_UP);
    const stepped = client.stepUp(PASSWORD);
    while (api.count(STEP_UP) === 0) await new Promise(setImmediate);
    const out = client.signOut();
    await new Promise(setImmediate);
    release();
    await Promise.all([stepped, out]);
    expect(await client.isSignedIn()).toBe(false);
  });

  test('keeps the refresh token that another tab without a shared lock has received meanwhile', async () => {
    const storage = memoryStorage();
    const locks = { request: <Result>(_name: string, task: () => Promise<Result>) => task() };
    const client = await createSignedIn({ storage, locks });
    const otherTab = create({ storage, locks });
    api.answerNext(STEP_UP, renewed());
    const release = api.hold(STEP_UP);
    const stepped = client.stepUp(PASSWORD);
    while (api.count(STEP_UP) === 0) await new Promise(setImmediate);
    await otherTab.refresh();
    release();
    await stepped;
    const stored = JSON.parse((await storage.get('latchkey:https://api.example.com')) ?? '');
    expect(stored).toMatchObject({ accessToken: 'stepped-up', refreshToken: 'refresh-2' });
  });
});

describe('onStepUp', () => {
  /** Creates a client whose page steps up by the password, and lists the problems that it was asked with. */
  async function createAsked() {
    const asked: ProblemError[] = [];
    const client = await createSignedIn({
      onStepUp: async (reason) => {
        asked.push(reason);
        await client.stepUp(PASSWORD);
      },
    });
    return { client, asked };
  }
  const pay = { method: 'POST', body: 'ten' };

  test.each([
    ['a function', () => demand(), 600, []],
    [
      'a function, for an account with a second factor',
      () => demand({ max_age: 600, amr_values: ['mfa'], kinds: ['totp', 'recovery_code'] }),
      600,
      ['totp', 'recovery_code'],
    ],
    ['the authorizer', () => problem(403, 'STEP_UP_REQUIRED'), undefined, []],
  ])(
    'is asked once by %s, and the request is repeated with its body and the new token',
    async (_by, answer, maxAge, kinds) => {
      const { client, asked } = await createAsked();
      api.answerNext(PAY, answer());
      api.answerNext(STEP_UP, renewed());
      api.answerNext(PAY, Response.json({ paid: true }));
      const response = await client.fetch('/payments', pay);
      expect(await response.json()).toEqual({ paid: true });
      expect(sent(PAY).map(({ body, authorization }) => [body, authorization])).toEqual([
        ['ten', 'Bearer access-1'],
        ['ten', 'Bearer stepped-up'],
      ]);
      expect(asked).toHaveLength(1);
      expect(asked[0]).toMatchObject({ name: 'ProblemError', maxAgeSeconds: maxAge, kinds });
    },
  );

  test('a second refusal stands', async () => {
    const { client, asked } = await createAsked();
    api.answerNext(STEP_UP, renewed());
    for (let n = 0; n < 2; n++) api.answerNext(PAY, demand());
    expect((await client.fetch('/payments', pay)).status).toBe(401);
    expect([api.count(PAY), asked.length]).toEqual([2, 1]);
  });

  test('the response stands if the page does not step up', async () => {
    const client = await createSignedIn({ onStepUp: () => {} });
    api.answerNext(PAY, demand());
    const response = await client.fetch('/payments', pay);
    expect(await response.json()).toMatchObject({ code: 'INSUFFICIENT_USER_AUTHENTICATION' });
    expect(api.count(PAY)).toBe(1);
  });

  test('its error rejects the call, and the next call asks again', async () => {
    let asked = 0;
    const client = await createSignedIn({
      onStepUp: () => {
        asked++;
        throw new Error('closed by the user');
      },
    });
    for (let n = 0; n < 2; n++) {
      api.answerNext(PAY, demand());
      await expect(client.fetch('/payments', pay)).rejects.toThrow('closed by the user');
    }
    expect(asked).toBe(2);
  });

  test('requests that wait share one question', async () => {
    const { client, asked } = await createAsked();
    api.answerNext(STEP_UP, renewed());
    for (const route of [PAY, 'POST /refunds']) api.answerNext(route, demand());
    for (const route of [PAY, 'POST /refunds']) api.answerNext(route, Response.json({ route }));
    const answers = await Promise.all(['/payments', '/refunds'].map((path) => client.fetch(path, pay)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect([asked.length, api.count(STEP_UP)]).toEqual([1, 1]);
  });

  test('a refusal that arrives after the step-up asks no more', async () => {
    const { client, asked } = await createAsked();
    api.answerNext(STEP_UP, renewed());
    api.answerNext('POST /refunds', demand());
    api.answerNext('POST /refunds', Response.json({}));
    const release = api.hold('POST /refunds');
    const late = client.fetch('/refunds', pay);
    while (api.count('POST /refunds') === 0) await new Promise(setImmediate);
    await client.stepUp(PASSWORD);
    release();
    expect((await late).status).toBe(200);
    expect(asked).toEqual([]);
  });

  test('a request does not run as another user who has signed in meanwhile', async () => {
    const client = await createSignedIn({
      onStepUp: async () => {
        await client.stepUp(PASSWORD);
        await client.signIn({ ...ada, username: 'grace' });
      },
    });
    api.answerNext(STEP_UP, renewed());
    api.answerNext(PAY, demand());
    expect((await client.fetch('/payments', pay)).status).toBe(401);
    expect(api.count(PAY)).toBe(1);
  });

  test('is not asked for other problems, or without a session', async () => {
    const { client, asked } = await createAsked();
    api.answerNext(PAY, problem(403, 'INSUFFICIENT_SCOPE'));
    expect((await client.fetch('/payments', pay)).status).toBe(403);
    await client.signOut();
    api.answerNext(PAY, demand());
    expect((await client.fetch('/payments', pay)).status).toBe(401);
    expect(asked).toEqual([]);
  });

  test('a deletion of the account ends the session after the step-up, too', async () => {
    const { client } = await createAsked();
    api.answerNext('DELETE /users/me', demand());
    api.answerNext(STEP_UP, renewed());
    api.answerNext('DELETE /users/me', new Response(null, { status: 204 }));
    expect((await client.api.DELETE('/users/me')).response.status).toBe(204);
    expect(await client.isSignedIn()).toBe(false);
    expect(signedOut).toEqual([]);
  });

  test('without the callback the response stands', async () => {
    const client = await createSignedIn();
    api.answerNext(PAY, demand());
    expect((await client.fetch('/payments', pay)).status).toBe(401);
    expect(api.count(PAY)).toBe(1);
  });
});
