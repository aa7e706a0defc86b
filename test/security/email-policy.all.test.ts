/** A stage with `email.policy: 'required'`: what an account may do before its address is verified, and how it ends. */
import { decodeJwt } from 'jose';
import { parseRouteKey } from '../../lambda/route-patterns';
import { type Route, routes, unverifiedRoutes, VERIFIED_SCOPE } from '../../lambda/routes';
import type { TestRun } from '../faults/start-run';
import { type Account, createCredentials, refresh, signIn, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Answer, send } from '../support/http-client';
import { readMails } from '../support/read-mails';
import { servePolicy } from './serve-policy';

const REFUSED = { status: 403, code: 'EMAIL_NOT_VERIFIED' };

let run: TestRun;
beforeAll(async () => {
  run = await servePolicy();
});
afterAll(() => run.close());

const register = (json: object): Promise<Answer> =>
  send(run.origin, { method: 'POST', path: '/users', json });

const newAddress = () => `${createCredentials().username}@example.com`;

/** Signs up with an address, which is not verified yet. */
async function signUp(email = newAddress(), { username, password } = createCredentials()): Promise<Account> {
  const credentials = { username, password };
  return toAccount(run.origin, credentials, await register({ ...credentials, email }));
}

async function verify(account: Account, address: string): Promise<void> {
  const [mail] = await readMails(address, 1, run.origin);
  const sent = { method: 'POST', path: '/users/me/email/verification', json: { code: mail?.code } };
  expect(await account.send(sent)).toMatchObject({ status: 204 });
}

async function refreshed(account: Account): Promise<Account> {
  return toAccount(run.origin, account, await refresh(run.origin, account.refreshToken));
}

async function advance(duration: string): Promise<void> {
  const answer = await fetch(`${run.origin}/_local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: duration }),
  });
  expect(answer.status).toBe(200);
}

const signedIn = Object.entries<Route>(routes).filter(([, { access }]) => access === 'signed-in');
const open = new Set<string>(unverifiedRoutes);
const closed = signedIn.map(([key]) => key).filter((key) => !open.has(key));

const call = ({ send: ask, sid }: Account, key: string): Promise<Answer> => {
  const { method, path } = parseRouteKey(key);
  return ask({ method, path: path.replace('{id}', sid), ...(method !== 'GET' && { json: {} }) });
};

/** The status of the routes that do more with an empty body than to refuse it. */
const servedWith: Readonly<Record<string, readonly number[]>> = {
  'POST /users/me/factors/totp': [201],
  'DELETE /users/me/factors/reset': [204],
  'POST /users/me/recovery-codes': [409],
  'PUT /users/me/second-factor': [409],
  'DELETE /users/me/second-factor': [204],
};

describe('before its address is verified, an account', () => {
  let ada: Account;
  let eve: Account;
  beforeAll(async () => {
    ada = await signUp();
    const address = newAddress();
    eve = await signUp(address);
    await verify(eve, address);
    eve = await refreshed(eve);
  });

  test.each(closed)('is refused at %s, with and without a trailing slash', async (key) => {
    for (const form of [key, `${key}/`]) {
      const answer = await call(ada, form);
      expectProblem(answer, { status: 403, code: 'EMAIL_NOT_VERIFIED' });
      expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
    }
  });

  test.each(closed)('which a verified account is not, at %s', async (key) => {
    const { status, json } = await call(eve, key);
    expect({ status, code: json?.code }).not.toMatchObject({ status: 403, code: 'EMAIL_NOT_VERIFIED' });
    expect(servedWith[key] ?? [200, 400, 404]).toContain(status);
  });

  test.each([
    ['GET /users/me', 200],
    ['GET /users/me/export', 200],
    ['PUT /users/me/email', 400],
    ['POST /users/me/email/verification', 400],
    ['DELETE /users/me/email/verification', 204],
    ['DELETE /users/me/email', 204],
    ['POST /sessions/current/step-up', 400],
    ['POST /sessions/current/step-up/options', 404],
    ['DELETE /sessions/{id}', 204],
    ['DELETE /sessions/current', 204],
    ['DELETE /sessions', 204],
    ['DELETE /users/me', 204],
  ])('may call %s', async (key, status) => {
    expect((await call(await signIn(run.origin, ada), key)).status).toBe(status);
  });

  test('has no other route', () => {
    expect(open.size).toBe(12);
    expect(closed.length + open.size).toBe(signedIn.length);
  });
});

test('its own scopes count from the verification on', async () => {
  const address = newAddress();
  const ada = await signUp(address);
  const key = { pk: `ACCOUNT#${ada.id}`, sk: 'ACCOUNT' };
  await run.table.set(key, { scope: { S: 'admin' } });
  const before = await signIn(run.origin, ada);
  expect(decodeJwt(before.token).scope).toBeUndefined();
  await verify(ada, address);
  expect(decodeJwt((await signIn(run.origin, ada)).token).scope).toBe(`${VERIFIED_SCOPE} admin`);
});

test('a token stays as it was until it is refreshed, after a verification and after a removal', async () => {
  const address = newAddress();
  const ada = await signUp(address);
  await verify(ada, address);
  expectProblem(await ada.send({ path: '/foo' }), REFUSED);
  const verified = await refreshed(ada);
  expect(decodeJwt(verified.token).scope).toBe(VERIFIED_SCOPE);
  expect(await verified.send({ path: '/foo' })).toMatchObject({ status: 200 });

  expect(await verified.send({ method: 'DELETE', path: '/users/me/email' })).toMatchObject({ status: 204 });
  expect(await verified.send({ path: '/foo' })).toMatchObject({ status: 200 });
  await advance('PT11S');
  expectProblem(await (await refreshed(verified)).send({ path: '/foo' }), REFUSED);
});

test('a sign-up without a usable address creates nothing', async () => {
  const credentials = createCredentials();
  for (const email of [undefined, '', 'ada', 'ada@localhost', 'ada@example.com\r\nBcc: eve@example.com']) {
    const answer = await register({ ...credentials, email });
    expectProblem(answer, { status: 400, code: 'VALIDATION_FAILED', errors: [{ pointer: '#/email' }] });
  }
  await signUp(newAddress(), credentials);
});

test('a sign-up with the address of another account gets the same response', async () => {
  const address = newAddress();
  const ada = await signUp(address);
  await verify(ada, address);
  const [free, taken] = [
    await register({ ...createCredentials(), email: newAddress() }),
    await register({
      ...createCredentials(),
      email: address.toUpperCase().replace('EXAMPLE.COM', 'example.com'),
    }),
  ];
  expect(Object.keys(taken.json)).toEqual(Object.keys(free.json));
  expect(taken.status).toBe(201);
  const [latest] = await readMails(address, 2, run.origin);
  expect(latest?.code).toBeUndefined();
});

test('an account that is not verified ends seven days after its last sign-in, and frees its username', async () => {
  const ada = await signUp();
  const { username, password } = ada;
  await advance('P6DT23H');
  const later = await signIn(run.origin, ada);
  await advance('P6DT23H59M59S');
  expect(await signIn(run.origin, later)).toMatchObject({ id: ada.id });
  const last = await signIn(run.origin, ada);
  for (const session of await run.table.readPartition(`SESSIONS#${ada.id}`)) {
    expect(session.accountEnds).toEqual({ BOOL: true });
  }
  await advance('P6DT23H30M');
  const token = await refreshed(last);
  const [item] = await run.table.readPartition(`ACCOUNT#${ada.id}`);
  expect(String(decodeJwt(token.token).exp)).toBe(item?.expiresAt?.N);
  const again = { ...createCredentials(), username, email: newAddress() };
  expectProblem(await register(again), { status: 409, code: 'USERNAME_TAKEN' });
  await advance('PT30M');
  expectProblem(await token.send({ path: '/users/me' }), { status: 401, code: 'UNAUTHORIZED' });
  expectProblem(await refresh(run.origin, token.refreshToken), {
    status: 401,
    code: 'INVALID_REFRESH_TOKEN',
  });
  const json = { username, password };
  expectProblem(await send(run.origin, { method: 'POST', path: '/sessions/create', json }), {
    status: 401,
    code: 'INVALID_CREDENTIALS',
  });
  const heir = await signUp(newAddress(), { ...createCredentials(), username });
  expect(heir.id).not.toBe(ada.id);
  expect(await signIn(run.origin, heir)).toMatchObject({ id: heir.id });
  expect(await run.table.readPartition(`ACCOUNT#${ada.id}`)).toEqual([]);
});

test('DynamoDB deletes an expired account, and never a verified one', async () => {
  const address = newAddress();
  const [ada, eve] = [await signUp(address), await signUp()];
  await verify(ada, address);
  await advance('P10D');
  expect(await run.table.readPartition(`ACCOUNT#${ada.id}`)).toHaveLength(1);
  expect(await run.table.readPartition(`ACCOUNT#${eve.id}`)).toEqual([]);
  expect(await signIn(run.origin, ada)).toMatchObject({ id: ada.id });
  expect((await signUp(newAddress(), eve)).id).not.toBe(eve.id);
});

test('the document describes the stage', async () => {
  const { json } = await send(run.origin, { path: '/openapi.json' });
  const { schema, example } = json.paths['/users'].post.requestBody.content['application/json'];
  expect(schema.required).toContain('email');
  expect(example.email).toMatch('@');
  expect(json.paths['/foo'].get.responses[403].$ref).toContain('EMAIL_NOT_VERIFIED');
});
