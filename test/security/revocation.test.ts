/** The delay between the end of a session and the end of its access tokens: with the cache, without reads, and with failing reads. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsAnswer } from '../../local/aws/answer';
import type { AwsCall, Intercept } from '../../local/aws/call';
import { createMint } from '../attack/mint';
import { startRun, type TestRun } from '../faults/start-run';
import {
  type Account,
  createAccount,
  createCredentials,
  refresh,
  signIn,
  toAccount,
} from '../support/accounts';
import { copyChanged, type Resources } from '../support/change-template';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import { send } from '../support/http-client';
import { assemblyFolder } from '../support/server-under-test';

const HOUR = 60 * 60;
const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;

let folder: string;
let run: TestRun;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-revocation-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Settings {
  readonly cacheSeconds: number;
  readonly revocation: 'immediate' | 'on-expiry';
  readonly intercept?: Intercept;
}

/** Serves a stage with these settings, in which sessions older than an hour are revoked. */
async function serve({ cacheSeconds, revocation, ...options }: Settings): Promise<TestRun> {
  const assembly = join(folder, revocation);
  copyChanged(assemblyFolder(), assembly, (resources: Resources) => {
    for (const { Type, Properties } of Object.values(resources)) {
      if (Type === 'AWS::ApiGateway::Authorizer') Properties.AuthorizerResultTtlInSeconds = cacheSeconds;
      const variables = Properties?.Environment?.Variables;
      if (variables?.SESSIONS_NOT_BEFORE !== undefined)
        variables.SESSIONS_NOT_BEFORE = String(secondsAgo(HOUR));
      if (variables?.REVOCATION !== undefined) variables.REVOCATION = revocation;
    }
  });
  return startRun({ assembly, maxInstances: 2, ...options });
}

/** Sets the start of a session, in epoch seconds. */
function begin({ id, sid }: Account, seconds: number): Promise<void> {
  const time = { N: String(seconds) };
  return run.table.set({ pk: `SESSIONS#${id}`, sk: sid }, { createdAt: time, authTime: time });
}

const isSessionRead = ({ logicalId = '', action }: AwsCall) =>
  logicalId.startsWith('Authorizer') && action === 'dynamodb:GetItem';

/** Returns the authorizer's reads of one session. */
const readsOf = ({ sid }: Account) =>
  run.calls().filter((call) => isSessionRead(call) && JSON.stringify(call.input.Key).includes(sid));

const readFoo = ({ send: ask }: Account) => ask({ path: '/foo' });
const signOut = ({ send: ask }: Account) => ask({ method: 'DELETE', path: '/sessions/current' });
const deleteAccount = ({ send: ask }: Account) => ask({ method: 'DELETE', path: '/users/me' });

async function register({ username, password }: Account): Promise<Account> {
  const json = { username, password };
  return toAccount(run.origin, json, await send(run.origin, { method: 'POST', path: '/users', json }));
}

describe('with an authorizer whose results are cached for 300 seconds', () => {
  const realNow = Date.now;
  let ahead = 0;
  let fail: (() => Promise<AwsAnswer | 'silence'> | undefined) | undefined;
  let ada: Account;

  beforeAll(async () => {
    // the gateway runs in this process, and its clock can be moved; the functions' clocks cannot
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead * 1000);
    const intercept: Intercept = (call, perform) => (isSessionRead(call) ? fail?.() : undefined) ?? perform();
    run = await serve({ cacheSeconds: 300, revocation: 'immediate', intercept });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await run.close();
  });
  beforeEach(async () => {
    ahead = 0;
    fail = undefined;
    ada = await createAccount(run.origin);
  });

  test('the session is read once for all requests of a token, and the read sees every write before it', async () => {
    for (const path of ['/foo', '/users/me', '/foo']) {
      expect(await ada.send({ path })).toMatchObject({ status: 200 });
    }
    expect(readsOf(ada).map(({ input }) => input)).toEqual([
      {
        TableName: expect.any(String),
        Key: { pk: { S: `SESSIONS#${ada.id}` }, sk: { S: ada.sid } },
        ConsistentRead: true,
        ProjectionExpression: 'createdAt, expiresAt, v',
      },
    ]);
  });

  test('a sign-out revokes the refresh token immediately, and the access token within 300 seconds', async () => {
    await readFoo(ada);
    expect(await signOut(ada)).toMatchObject({ status: 204 });
    expectProblem(await refresh(run.origin, ada.refreshToken), {
      status: 401,
      code: 'INVALID_REFRESH_TOKEN',
    });
    ahead = 299;
    expect(await readFoo(ada)).toMatchObject({ status: 200 });
    ahead = 301;
    expectProblem(await readFoo(ada), { status: 401, code: 'UNAUTHORIZED' });
  });

  test('a token that was not used before the sign-out is rejected immediately', async () => {
    const second = await signIn(run.origin, ada);
    await ada.send({ method: 'DELETE', path: `/sessions/${second.sid}` });
    await expectSignedOut(run.origin, second);
  });

  test('the token of a deleted account gives no access to a new account with its name and password', async () => {
    expect(await deleteAccount(ada)).toMatchObject({ status: 204 });
    const heir = await register(ada);
    const json = { current_password: ada.password, new_password: 'another phrase that passes' };
    const replayed = await Promise.all([
      ada.send({ path: '/users/me' }),
      ada.send({ path: '/users/me/export' }),
      ada.send({ method: 'PUT', path: '/users/me/password', json }),
      ada.send({
        method: 'PUT',
        path: '/users/me/username',
        json: { username: createCredentials().username },
      }),
      ada.send({ path: '/sessions' }),
      ada.send({ method: 'POST', path: '/foo', json: { name: 'late' } }),
    ]);
    for (const answer of replayed) expectProblem(answer, { status: 401, code: 'UNAUTHORIZED' });

    // these routes know the account only by its id, and the account is completely deleted
    await ada.send({ method: 'DELETE', path: '/sessions' });
    await deleteAccount(ada);
    await expectSignedIn(run.origin, heir);
    await expectSignedIn(run.origin, await signIn(run.origin, heir));
    ahead = 301;
    await expectSignedOut(run.origin, ada);
  });

  test('sessionsNotBefore ends older sessions for both tokens', async () => {
    const recent = await signIn(run.origin, ada);
    await begin(ada, secondsAgo(HOUR + 60));
    await begin(recent, secondsAgo(HOUR - 60));
    await expectSignedOut(run.origin, ada);
    const { items } = (await recent.send({ path: '/sessions' })).json;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([recent.sid]);
    await expectSignedIn(run.origin, recent);
  });

  const throttled: AwsAnswer = {
    status: 400,
    body: JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException' }),
  };

  test.each<[string, AwsAnswer | 'silence']>([
    ['is throttled', throttled],
    ['gets no answer', 'silence'],
  ])(
    'a session read that %s fails closed with a 500, after at most three attempts, and the next one counts',
    async (_how, fault) => {
      fail = async () => fault;
      expectProblem(await readFoo(ada), { status: 500, code: 'INTERNAL' });
      expect([1, 2, 3]).toContain(readsOf(ada).length);
      fail = undefined;
      expect(await readFoo(ada)).toMatchObject({ status: 200 });
    },
  );

  test('a session read that fails once is retried, and the request succeeds', async () => {
    fail = () => {
      fail = undefined;
      return Promise.resolve(throttled);
    };
    expect(await readFoo(ada)).toMatchObject({ status: 200 });
    expect(readsOf(ada)).toHaveLength(2);
  });
});

describe("with revocation: 'on-expiry'", () => {
  let ada: Account;

  beforeAll(async () => {
    run = await serve({ cacheSeconds: 0, revocation: 'on-expiry' });
  });
  afterAll(() => run.close());
  beforeEach(async () => {
    ada = await createAccount(run.origin);
  });

  test('no session is read, and access tokens outlive the sign-out, unlike refresh tokens', async () => {
    await signOut(ada);
    expect(await readFoo(ada)).toMatchObject({ status: 200 });
    expectProblem(await ada.send({ path: '/sessions' }), { status: 401, code: 'UNAUTHORIZED' });
    expectProblem(await refresh(run.origin, ada.refreshToken), {
      status: 401,
      code: 'INVALID_REFRESH_TOKEN',
    });
    expect(run.calls().filter(isSessionRead)).toEqual([]);
  });

  test('the token of a deleted account gives no access to a new account with its name', async () => {
    await deleteAccount(ada);
    const heir = await register(ada);
    for (const sent of [
      { path: '/users/me' },
      { path: '/sessions' },
      { method: 'POST', path: '/foo', json: { name: 'late' } },
    ]) {
      expectProblem(await ada.send(sent), { status: 401, code: 'UNAUTHORIZED' });
    }
    expect(await run.table.readPartition(`FOO#${ada.id}`)).toEqual([]);
    await deleteAccount(ada);
    await expectSignedIn(run.origin, heir);
  });

  test('sessionsNotBefore ends older sessions for both tokens, by the start of the session that a token names', async () => {
    await begin(ada, secondsAgo(HOUR - 60));
    // it does not report the time of authentication, which may be before or after the start of the session
    const id = { pk: `SESSIONS#${ada.id}`, sk: ada.sid };
    await run.table.set(id, { authTime: { N: String(secondsAgo(HOUR + 60)) } });
    const recent = toAccount(run.origin, ada, await refresh(run.origin, ada.refreshToken));
    await expectSignedIn(run.origin, recent);

    const mint = await createMint(run.origin, run.folder, recent.token);
    const claims = { session_start: secondsAgo(HOUR + 60), auth_time: secondsAgo(0) };
    const headers = { authorization: `Bearer ${await mint.token({ claims })}` };
    expectProblem(await send(run.origin, { path: '/foo', headers }), { status: 401, code: 'UNAUTHORIZED' });
    mint.close();
    await begin(ada, secondsAgo(HOUR + 60));
    expectProblem(await refresh(run.origin, recent.refreshToken), {
      status: 401,
      code: 'INVALID_REFRESH_TOKEN',
    });
  });
});
