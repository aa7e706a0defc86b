/** The e-mail address of an account: from its request by the mailed code to a sign-in, and its removal. */
import { createClient } from '../../client/src/create-client';
import { unwrap } from '../../client/src/problem-error';
import {
  type Account,
  createAccount,
  createCredentials,
  refresh,
  signIn,
  toAccount,
} from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn } from '../support/expect-session';
import { fetchDocumented } from '../support/fetch-documented';
import { send } from '../support/http-client';
import { fromNewSource, readMails } from '../support/read-mails';
import { baseUrl } from '../support/server-under-test';

const ADDRESS = '/users/me/email';
const VERIFICATION = '/users/me/email/verification';

const newAddress = () => `${createCredentials().username}@example.com`;
const ask = ({ send }: Account, email: string) =>
  send({ method: 'PUT', path: ADDRESS, json: { email }, headers: fromNewSource() });
const verify = ({ send }: Account, code: string) =>
  send({ method: 'POST', path: VERIFICATION, json: { code } });
const remove = ({ send }: Account, path: string) => send({ method: 'DELETE', path });
const readAddresses = async ({ send }: Account) => {
  const { email, email_verified, pending_email } = (await send({ path: '/users/me' })).json;
  return { email, email_verified, pending_email };
};
const signInStatus = async (username: string, password: string) =>
  (await send(baseUrl(), { method: 'POST', path: '/sessions/create', json: { username, password } })).status;

/** Gives the account an address. */
async function addAddress(account: Account, address: string): Promise<void> {
  expect(await ask(account, address)).toMatchObject({ status: 202 });
  const [mail] = await readMails(address);
  expect(await verify(account, mail?.code ?? '')).toMatchObject({ status: 204 });
}

const none = { email: null, email_verified: false, pending_email: null };

let ada: Account;
beforeEach(async () => {
  ada = await createAccount(baseUrl());
});

test('an address is pending until its code is sent, signs in, and can be removed', async () => {
  const address = newAddress();
  expect(await readAddresses(ada)).toEqual(none);
  expect(await ask(ada, address)).toMatchObject({ status: 202, text: '' });
  expect(await readAddresses(ada)).toEqual({ ...none, pending_email: address });
  expect(await signInStatus(address, ada.password)).toBe(401);

  const mails = await readMails(address);
  expect(mails).toHaveLength(1);
  const [mail] = mails;
  expect(mail).toMatchObject({ kind: 'verify-email', to: address });
  expect(mail?.text).toContain(ada.username);
  const typed = mail?.code?.toLowerCase().replace('-', ' ') ?? '';
  expect(await verify(ada, typed)).toMatchObject({ status: 204 });
  expect(await readAddresses(ada)).toEqual({ email: address, email_verified: true, pending_email: null });

  for (const username of [address, address.toUpperCase(), ada.username]) {
    expect((await signIn(baseUrl(), { ...ada, username })).id).toBe(ada.id);
  }
  expect(await signInStatus(address, 'not the password')).toBe(401);

  expect(await remove(ada, ADDRESS)).toMatchObject({ status: 204 });
  expect(await readAddresses(ada)).toEqual(none);
  expect(await signInStatus(address, ada.password)).toBe(401);
  expect(await signInStatus(ada.username, ada.password)).toBe(201);
});

test('a sign-up takes an address, which waits for its code, and refuses a malformed one before it creates anything', async () => {
  const address = newAddress();
  const credentials = createCredentials();
  const register = (email: unknown) =>
    send(baseUrl(), { method: 'POST', path: '/users', json: { ...credentials, email } });
  for (const email of ['', 'ada', null, [address]]) {
    expectProblem(await register(email), {
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ pointer: '#/email' }],
    });
  }
  const eve = toAccount(baseUrl(), credentials, await register(address));
  expect(await readAddresses(eve)).toEqual({ ...none, pending_email: address });
  const [mail] = await readMails(address);
  expect(await verify(eve, mail?.code ?? '')).toMatchObject({ status: 204 });
  expect((await signIn(baseUrl(), { ...eve, username: address })).id).toBe(eve.id);

  const heir = createCredentials();
  const taken = await send(baseUrl(), { method: 'POST', path: '/users', json: { ...heir, email: address } });
  expect(taken.status).toBe(201);
  expect(await readAddresses(toAccount(baseUrl(), heir, taken))).toEqual({ ...none, pending_email: address });
  expect((await readMails(address, 2))[0]?.code).toBeUndefined();
});

test('the first address ends the other sessions, and the next one does not', async () => {
  const earlier = await signIn(baseUrl(), ada);
  await addAddress(ada, newAddress());
  expectProblem(await refresh(baseUrl(), earlier.refreshToken), {
    status: 401,
    code: 'INVALID_REFRESH_TOKEN',
  });
  await expectSignedIn(baseUrl(), ada);
  const later = await signIn(baseUrl(), ada);
  const first = (await readAddresses(ada)).email;
  await addAddress(ada, newAddress());
  await expectSignedIn(baseUrl(), later);
  expect(await signInStatus(first, ada.password)).toBe(401);
});

test('a used code, a canceled code and a wrong one get the same response', async () => {
  const address = newAddress();
  await addAddress(ada, address);
  const [used] = await readMails(address);
  const next = newAddress();
  await ask(ada, next);
  const [canceled] = await readMails(next);
  expect(await remove(ada, VERIFICATION)).toMatchObject({ status: 204 });
  expect(await remove(ada, VERIFICATION)).toMatchObject({ status: 204 });
  for (const code of [used?.code ?? '', canceled?.code ?? '', 'WWWW-WWWW']) {
    expectProblem(await verify(ada, code), { status: 400, code: 'INVALID_CODE' });
  }
  expect(await readAddresses(ada)).toEqual({ email: address, email_verified: true, pending_email: null });
});

test('an address of another account gets the same response, and a mail without a code', async () => {
  const address = newAddress();
  await addAddress(ada, address);
  const eve = await createAccount(baseUrl());
  expect(await ask(eve, address)).toMatchObject({ status: 202, text: '' });
  const mails = await readMails(address, 2);
  expect(mails.map(({ code }) => code !== undefined).sort()).toEqual([false, true]);
  expect((await signIn(baseUrl(), { ...ada, username: address })).id).toBe(ada.id);
});

test('after a deletion of the account the address is free', async () => {
  const address = newAddress();
  await addAddress(ada, address);
  await ada.send({ method: 'DELETE', path: '/users/me' });
  const heir = await createAccount(baseUrl());
  await ask(heir, address);
  // the notice of the deletion is among them
  const mail = (await readMails(address, 3)).find(({ kind }) => kind === 'verify-email');
  expect(await verify(heir, mail?.code ?? '')).toMatchObject({ status: 204 });
  expect((await signIn(baseUrl(), { ...heir, username: address })).id).toBe(heir.id);
});

test('the client asks for an address, verifies it, signs in by it, and removes it', async () => {
  const source = Object.entries(fromNewSource());
  const client = createClient({
    baseUrl: baseUrl(),
    fetch: (request) => {
      for (const [name, value] of source) request.headers.set(name, value);
      return fetchDocumented(request);
    },
  });
  const address = newAddress();
  await client.signIn(ada);
  await client.changeEmail(newAddress());
  await client.cancelEmailChange();
  await client.changeEmail(address);
  await expect(client.verifyEmail('WWWW-WWWW')).rejects.toMatchObject({ code: 'INVALID_CODE' });
  const [mail] = await readMails(address);
  await client.verifyEmail(mail?.code ?? '');
  await client.signIn({ ...ada, username: address });
  expect(unwrap(await client.api.GET('/users/me'))).toMatchObject({ email: address, email_verified: true });
  await client.removeEmail();
  expect(unwrap(await client.api.GET('/users/me'))).toMatchObject(none);
});

test.each([
  'ada',
  'ada@localhost',
  'ada@example.com\r\nBcc: eve@example.com',
  '"ada"@example.com',
  'ä@example.com',
])('the address %j is rejected', async (email) => {
  expectProblem(await ask(ada, email), {
    status: 400,
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/email' }],
  });
  expect(await readAddresses(ada)).toEqual(none);
});
