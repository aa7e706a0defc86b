/** The delay between the end of a session and the end of its access tokens: with the cache, and with failing reads. */
import type { AwsAnswer } from '../../local/aws/answer';
import type { Intercept } from '../../local/aws/call';
import type { TestRun } from '../faults/start-run';
import { type Account, createAccount, createCredentials, refresh, signIn } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import {
  beginSession,
  deleteAccount,
  HOUR,
  isSessionRead,
  readFoo,
  registerAgain,
  secondsAgo,
  serveRevocation,
  signOut,
} from './serve-revocation';

let run: TestRun;

/** Returns the authorizer's reads of one session. */
const readsOf = ({ sid }: Account) =>
  run.calls().filter((call) => isSessionRead(call) && JSON.stringify(call.input.Key).includes(sid));

describe('with an authorizer whose results are cached for 300 seconds', () => {
  const realNow = Date.now;
  let ahead = 0;
  let fail: (() => Promise<AwsAnswer | 'silence'> | undefined) | undefined;
  let ada: Account;

  beforeAll(async () => {
    // the gateway runs in this process, and its clock can be moved; the functions' clocks cannot
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead * 1000);
    const intercept: Intercept = (call, perform) => (isSessionRead(call) ? fail?.() : undefined) ?? perform();
    run = await serveRevocation({ cacheSeconds: 300, revocation: 'immediate', intercept });
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
    const heir = await registerAgain(run, ada);
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
    await beginSession(run, ada, secondsAgo(HOUR + 60));
    await beginSession(run, recent, secondsAgo(HOUR - 60));
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
