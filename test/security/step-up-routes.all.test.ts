/** A stage with routes that require a step-up, and an authorizer whose results API Gateway caches for an hour. */
import { Duration } from 'aws-cdk-lib';
import type { TestRun } from '../faults/start-run';
import { type Account, createCredentials, refresh, toAccount } from '../support/accounts';
import { send } from '../support/http-client';
import { readMails } from '../support/read-mails';
import { servePolicy } from './serve-policy';

const FOO = { path: '/foo/00000000-0000-4000-8000-000000000000' };
const REMOVE = { method: 'DELETE', ...FOO };
const UPDATE = { method: 'PUT', json: { name: 'x' }, ...FOO };

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly json?: object;
}

let run: TestRun;
beforeAll(async () => {
  run = await servePolicy({
    settings: { authorizerCacheTtl: Duration.hours(1) },
    stepUps: {
      'DELETE /foo/{id}': { maxAgeSeconds: 300 },
      'PUT /foo/{id}': { maxAgeSeconds: 300, amr: ['mfa'] },
    },
  });
});
afterAll(() => run.close());

async function advance(seconds: number): Promise<void> {
  const answer = await fetch(`${run.origin}/_local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: `PT${seconds}S` }),
  });
  expect(answer.status).toBe(200);
}

async function signUp(): Promise<Account> {
  const { username, password } = createCredentials();
  const credentials = { username, password };
  const json = { ...credentials, email: `${username}@example.com` };
  const created = await send(run.origin, { method: 'POST', path: '/users', json });
  const account = toAccount(run.origin, credentials, created);
  const [mail] = await readMails(json.email, 1, run.origin);
  const code = { method: 'POST', path: '/users/me/email/verification', json: { code: mail?.code } };
  expect(await account.send(code)).toMatchObject({ status: 204 });
  return refreshed(account);
}

const refreshed = async (account: Account) =>
  toAccount(run.origin, account, await refresh(run.origin, account.refreshToken));

/** Sends a request. Its response is not in the API's document: the table of the document has no step-up. */
async function ask(account: Account, { method = 'GET', path, json }: Asked) {
  const response = await fetch(run.origin + path, {
    method,
    headers: { authorization: `Bearer ${account.token}`, 'content-type': 'application/json' },
    ...(json && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
}

const codeOf = async (account: Account, asked: Asked) => {
  const { status, json } = await ask(account, asked);
  return `${status} ${json?.code}`;
};

test('a route is served until the authentication is too old, though the policy is cached', async () => {
  const ada = await signUp();
  await advance(295);
  expect(await codeOf(ada, REMOVE)).toBe('404 NOT_FOUND');
  await advance(10);
  const denied = await ask(ada, REMOVE);
  expect(denied.json).toEqual({
    type: 'urn:problem-type:latchkey:step-up-required',
    title: 'Forbidden',
    status: 403,
    detail: expect.stringContaining('more recent or a stronger authentication'),
    code: 'STEP_UP_REQUIRED',
    requestId: expect.any(String),
  });
  expect(await codeOf(ada, { path: '/foo' })).toBe('200 undefined');
  await advance(11);
  expect(await codeOf(await refreshed(ada), REMOVE)).toBe('403 STEP_UP_REQUIRED');
});

test('a route that requires a second factor is served only to a session that has used one', async () => {
  const ada = await signUp();
  expect(await codeOf(ada, UPDATE)).toBe('403 STEP_UP_REQUIRED');
  await run.table.set({ pk: `SESSIONS#${ada.id}`, sk: ada.sid }, { amr: { S: 'pwd otp mfa' } });
  expect(await codeOf(ada, UPDATE)).toBe('403 STEP_UP_REQUIRED');
  await advance(11);
  expect(await codeOf(await refreshed(ada), UPDATE)).toBe('404 NOT_FOUND');
});

test('an account without a verified address learns that first', async () => {
  const { username, password } = createCredentials();
  const json = { username, password, email: `${username}@example.com` };
  const created = await send(run.origin, { method: 'POST', path: '/users', json });
  const ada = toAccount(run.origin, { username, password }, created);
  expect(await codeOf(ada, REMOVE)).toBe('403 EMAIL_NOT_VERIFIED');
});
