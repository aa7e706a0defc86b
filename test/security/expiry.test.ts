/** The expiry of tokens and sessions, on a local run whose clock is moved as a developer moves it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../client/src/create-client';
import { copyWithLimits, defaultLimits } from '../attack/limits';
import { startRun, type TestRun } from '../faults/start-run';
import { createAccount, createCredentials, refresh, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import { send } from '../support/http-client';
import { assemblyFolder } from '../support/server-under-test';

let copies: string;
let run: TestRun;

beforeAll(async () => {
  copies = mkdtempSync(join(tmpdir(), 'latchkey-expiry-'));
  const assembly = join(copies, 'cdk.out');
  copyWithLimits(assemblyFolder(), assembly, defaultLimits);
  run = await startRun({ assembly, maxInstances: 1, standingClock: true });
});
afterAll(async () => {
  await run.close();
  rmSync(copies, { recursive: true, force: true });
});

/** Moves the clock, as a developer does with curl. */
async function advance(duration: string): Promise<void> {
  const answer = await fetch(`${run.origin}/_local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: duration }),
  });
  expect(answer.status).toBe(200);
}

test('an access token expires after an hour, and the refresh token gives the next one', async () => {
  const ada = await createAccount(run.origin);
  await advance('PT59M59S');
  expect(await ada.send({ path: '/foo' })).toMatchObject({ status: 200 });
  await advance('PT1S');
  expectProblem(await ada.send({ path: '/foo' }), { status: 401, code: 'UNAUTHORIZED' });
  await expectSignedIn(run.origin, toAccount(run.origin, ada, await refresh(run.origin, ada.refreshToken)));
});

test('a session expires fourteen days after its last use, and its item is deleted two days later', async () => {
  const ada = await createAccount(run.origin);
  await advance('P13DT23H59M59S');
  const next = toAccount(run.origin, ada, await refresh(run.origin, ada.refreshToken));
  await advance('P14D');
  await expectSignedOut(run.origin, next);
  const readSessions = () => run.table.readPartition(`SESSIONS#${ada.id}`);
  expect(await readSessions()).toHaveLength(1);
  await advance('P2D');
  expect(await readSessions()).toEqual([]);
});

test('a session expires thirty days after its sign-in, however often it is used', async () => {
  let session = await createAccount(run.origin);
  for (let week = 0; week < 4; week++) {
    await advance('P1W');
    session = toAccount(run.origin, session, await refresh(run.origin, session.refreshToken));
  }
  await advance('P1DT23H59M59S');
  session = toAccount(run.origin, session, await refresh(run.origin, session.refreshToken));
  await expectSignedIn(run.origin, session);
  await advance('PT1S');
  await expectSignedOut(run.origin, session);
});

test('a replaced refresh token leads to its successor for ten seconds, and ends its session after them', async () => {
  const ada = await createAccount(run.origin);
  await refresh(run.origin, ada.refreshToken);
  await advance('PT9S');
  expect(await refresh(run.origin, ada.refreshToken)).toMatchObject({ status: 200 });
  await advance('PT1S');
  expectProblem(await refresh(run.origin, ada.refreshToken), { status: 401, code: 'REFRESH_TOKEN_REUSED' });
});

test('the wait after five wrong passwords expires after a second, and the next one after two', async () => {
  const { username, password } = await createAccount(run.origin);
  const guess = (phrase = 'a phrase that is wrong') =>
    send(run.origin, { method: 'POST', path: '/sessions/create', json: { username, password: phrase } });
  for (let failures = 0; failures < 5; failures++) expect((await guess()).status).toBe(401);
  const refused = await guess(password);
  expectProblem(refused, { status: 429, code: 'TOO_MANY_ATTEMPTS' });
  expect(refused.headers['retry-after']).toBe('1');
  await advance('PT1S');
  expect((await guess()).status).toBe(401);
  expect((await guess(password)).headers['retry-after']).toBe('2');
  await advance('PT2S');
  expect((await guess(password)).status).toBe(201);
});

test('an idempotency key expires after a day', async () => {
  const ada = await createAccount(run.origin);
  const headers = { 'idempotency-key': 'the-same' };
  const create = async (token: string) => {
    const sent = { method: 'POST', path: '/foo', json: { name: 'x' } };
    const answer = await send(run.origin, {
      ...sent,
      headers: { ...headers, authorization: `Bearer ${token}` },
    });
    return [answer.status, answer.json.id];
  };
  const [, id] = await create(ada.token);
  await advance('PT23H59M59S');
  const { token } = toAccount(run.origin, ada, await refresh(run.origin, ada.refreshToken));
  expect(await create(token)).toEqual([201, id]);
  await advance('PT1S');
  const [status, next] = await create(token);
  expect(status).toBe(201);
  expect(next).not.toBe(id);
});

test('a client with an expired token refreshes once, and continues', async () => {
  const paths: string[] = [];
  const client = createClient({
    baseUrl: run.origin,
    fetch: (request) => {
      paths.push(new URL(request.url).pathname);
      return fetch(request);
    },
  });
  await client.signUp(createCredentials());
  await advance('PT1H');
  paths.splice(0);
  // by the verifier's own clock the token is still valid
  const answers = await Promise.all([client.fetch('/foo'), client.fetch('/users/me')]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(paths.filter((path) => path === '/sessions/refresh')).toHaveLength(1);
});

test('a client with an expired session is signed out', async () => {
  let signedOut = 0;
  const client = createClient({ baseUrl: run.origin, onSignedOut: () => signedOut++ });
  await client.signUp(createCredentials());
  await advance('P14D');
  expect((await client.fetch('/foo')).status).toBe(401);
  expect(await client.isSignedIn()).toBe(false);
  expect(signedOut).toBe(1);
});
