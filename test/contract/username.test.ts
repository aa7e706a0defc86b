/** `PUT /users/me/username`: a new name for the same account. */
import { decodeJwt } from 'jose';
import { type Account, createAccount, createCredentials, refresh, signIn } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn } from '../support/expect-session';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

const change = ({ send }: Account, username: unknown) =>
  send({ method: 'PUT', path: '/users/me/username', json: { username } });
const newName = () => createCredentials().username;
const signInStatus = async (username: string, password: string) =>
  (await send(baseUrl(), { method: 'POST', path: '/sessions/create', json: { username, password } })).status;
const register = (username: string) =>
  send(baseUrl(), { method: 'POST', path: '/users', json: { ...createCredentials(), username } });

let ada: Account;
beforeEach(async () => {
  ada = await createAccount(baseUrl());
});

test('returns the account with its new username and the same id', async () => {
  const username = newName();
  const before = (await ada.send({ path: '/users/me' })).json;
  const answer = await change(ada, username);
  expect(answer.status).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.json).toEqual({ ...before, username });
  expect((await ada.send({ path: '/users/me' })).json).toEqual({ ...before, username });
});

test('the new name signs in to the same account, and the old one does not', async () => {
  const username = newName();
  await change(ada, username);
  expect((await signIn(baseUrl(), { ...ada, username })).id).toBe(ada.id);
  expect(await signInStatus(ada.username, ada.password)).toBe(401);
});

test('sessions stay valid, and their next tokens carry the new username', async () => {
  const other = await signIn(baseUrl(), ada);
  const username = newName();
  await change(ada, username);
  for (const account of [ada, other]) {
    await expectSignedIn(baseUrl(), account);
    const { json } = await refresh(baseUrl(), account.refreshToken);
    expect(decodeJwt(json.access_token)).toMatchObject({ sub: ada.id, username });
  }
});

test('sent twice is one change', async () => {
  const username = newName();
  await change(ada, username);
  expect(await change(ada, username)).toMatchObject({ status: 200, json: { username } });
  const [account] = (await ada.send({ path: '/users/me/export' })).json.items;
  expect(account.usernameChanges.recent).toEqual([{ replaced: ada.username, at: expect.any(Number) }]);
});

test('a name that another account has is taken, in any spelling', async () => {
  const eve = await createAccount(baseUrl());
  for (const username of [eve.username, eve.username.toUpperCase()]) {
    expectProblem(await change(ada, username), { status: 409, code: 'USERNAME_TAKEN' });
  }
  expect((await ada.send({ path: '/users/me' })).json.username).toBe(ada.username);
});

test('the former name stays reserved for the account, which may take it back', async () => {
  await change(ada, newName());
  expectProblem(await register(ada.username), { status: 409, code: 'USERNAME_TAKEN' });
  expectProblem(await change(await createAccount(baseUrl()), ada.username), {
    status: 409,
    code: 'USERNAME_TAKEN',
  });
  expect(await change(ada, ada.username)).toMatchObject({ status: 200 });
  expect((await signIn(baseUrl(), ada)).id).toBe(ada.id);
});

test('the account may change the spelling of its name', async () => {
  const username = ada.username.toUpperCase();
  expect(await change(ada, username)).toMatchObject({ status: 200, json: { username } });
  expect(await signInStatus(ada.username, ada.password)).toBe(201);
});

test('a fourth change within 30 days is rejected with the time to wait', async () => {
  for (let n = 0; n < 3; n++) expect(await change(ada, newName())).toMatchObject({ status: 200 });
  const refused = await change(ada, newName());
  expectProblem(refused, { status: 429, code: 'TOO_MANY_USERNAME_CHANGES' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(29 * 86_400);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(30 * 86_400);
});

test.each([
  ['of 2 characters', 'ab'],
  ['with an @', 'ada@example.com'],
  ['with a space', 'ada lovelace'],
])('a name %s is rejected', async (_what, username) => {
  expectProblem(await change(ada, username), {
    status: 400,
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/username' }],
  });
});

test('after a deletion both names are free', async () => {
  const username = newName();
  await change(ada, username);
  await ada.send({ method: 'DELETE', path: '/users/me' });
  expect(await register(username)).toMatchObject({ status: 201 });
  expect(await register(ada.username)).toMatchObject({ status: 201 });
});
