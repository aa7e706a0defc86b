/** An account without a password: its sign-up by a passkey, its last way in, and its first password. */
import { decodeJwt } from 'jose';
import { type Account, createAccount, createCredentials, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Sent, send } from '../support/http-client';
import {
  addPasskey,
  beginPasskeySignUp,
  createBrowser,
  openPasskeySession,
  signInWithPasskey,
  signUpWithPasskey,
} from '../support/passkeys';
import { baseUrl } from '../support/server-under-test';
import type { Authenticator } from '../support/webauthn/authenticator';

const sendAlone = (sent: Sent) => send(baseUrl(), sent);
const signInStatus = async ({ username, password }: Account) =>
  (await sendAlone({ method: 'POST', path: '/sessions/create', json: { username, password } })).status;

let ada: Account;
let browser: Authenticator;
beforeEach(async () => {
  const user = createCredentials();
  browser = createBrowser(baseUrl());
  const answer = await signUpWithPasskey(sendAlone, browser, user.username);
  expect(answer).toMatchObject({ status: 201, json: { user: { username: user.username } } });
  ada = toAccount(baseUrl(), user, answer);
});

test('a user signs up without a password, and sets the first one', async () => {
  expect(decodeJwt(ada.token)).toMatchObject({ amr: ['pop', 'mfa'] });
  expect(await signInStatus(ada)).toBe(401);
  const session = await openPasskeySession(baseUrl(), ada, browser);
  const change = (new_password: string) =>
    session.send({ method: 'PUT', path: '/users/me/password', json: { new_password } });
  expect(await change(ada.password)).toMatchObject({ status: 204 });
  expect(await signInStatus(ada)).toBe(201);
  expect((await signInWithPasskey(sendAlone, browser)).status).toBe(201);
  // from now on, a change needs the password
  expect((await change(createCredentials().password)).status).toBe(400);
});

test('its last way in stays: a passkey that verifies its user, or a password', async () => {
  const { json } = await ada.send({ path: '/users/me/passkeys' });
  const remove = { method: 'DELETE', path: `/users/me/passkeys/${json.items[0].id}` };
  await addPasskey(ada, createBrowser(baseUrl(), { verifiesUser: false }));
  expectProblem(await ada.send(remove), { status: 409, code: 'LAST_WAY_IN' });
  await addPasskey(ada, createBrowser(baseUrl()));
  expect(await ada.send(remove)).toMatchObject({ status: 204 });
});

test('its passkey must verify its user, and a ceremony is for one name', async () => {
  const eve = createBrowser(baseUrl());
  const { username } = createCredentials();
  const refused = await signUpWithPasskey(sendAlone, eve, username, { isUserVerified: false });
  expectProblem(refused, { status: 400, code: 'PASSKEY_REFUSED' });
  const { ceremony_id, options } = await beginPasskeySignUp(sendAlone, username);
  const credential = await eve.register(options);
  const json = { username: createCredentials().username, ceremony_id, credential };
  const other = await sendAlone({ method: 'POST', path: '/users', json });
  expectProblem(other, { status: 400, code: 'INVALID_CEREMONY' });
});

test('a taken name gets options as any other, and no account', async () => {
  const { username } = await createAccount(baseUrl());
  const eve = createBrowser(baseUrl());
  const taken = await signUpWithPasskey(sendAlone, eve, username);
  expectProblem(taken, { status: 409, code: 'USERNAME_TAKEN' });
  expectProblem(await signInWithPasskey(sendAlone, eve), { status: 401, code: 'UNKNOWN_PASSKEY' });
});
