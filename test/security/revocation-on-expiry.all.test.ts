/** The delay between the end of a session and the end of its access tokens, when no session is read. */
import { createMint } from '../attack/mint';
import type { TestRun } from '../faults/start-run';
import { type Account, createAccount, refresh, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn } from '../support/expect-session';
import { send } from '../support/http-client';
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

describe("with revocation: 'on-expiry'", () => {
  let ada: Account;

  beforeAll(async () => {
    run = await serveRevocation({ cacheSeconds: 0, revocation: 'on-expiry' });
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
    const heir = await registerAgain(run, ada);
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
    await beginSession(run, ada, secondsAgo(HOUR - 60));
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
    await beginSession(run, ada, secondsAgo(HOUR + 60));
    expectProblem(await refresh(run.origin, recent.refreshToken), {
      status: 401,
      code: 'INVALID_REFRESH_TOKEN',
    });
  });
});
