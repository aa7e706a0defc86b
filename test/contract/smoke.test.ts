/** Runs a temporary user through everything that must work after a deployment, and deletes it. */
import { type Account, createAccount, refresh, signIn, toAccount } from '../support/accounts';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

let account: Account;
let deleted = false;
const remove = async () => (await account.send({ method: 'DELETE', path: '/users/me' })).status;

beforeAll(async () => {
  account = await createAccount(baseUrl());
});
// A failed step must not leave the user behind.
afterAll(async () => {
  if (!deleted) await remove();
});

test('registers, signs in, calls with each token, and deletes itself', async () => {
  const url = baseUrl();
  const session = await signIn(url, account);
  expect(session.id).toBe(account.id);
  expect(await session.send({ path: '/users/me' })).toMatchObject({ status: 200, json: { id: account.id } });

  const renewed = await refresh(url, session.refreshToken);
  expect(renewed.status).toBe(200);
  expect(await toAccount(url, session, renewed).send({ path: '/sessions' })).toMatchObject({ status: 200 });

  expect(await send(url, { path: '/users/me' })).toMatchObject({ status: 401 });
  expect(await send(url, { path: '/.well-known/jwks.json' })).toMatchObject({
    status: 200,
    json: { keys: expect.arrayContaining([expect.objectContaining({ kty: 'RSA' })]) },
  });

  expect(await remove()).toBe(204);
  deleted = true;
  const { username, password } = account;
  expect(
    await send(url, { method: 'POST', path: '/sessions/create', json: { username, password } }),
  ).toMatchObject({ status: 401 });
});
