/** A forgotten password: from its request by the mailed code to a sign-in with the new one. */
import { type Account, createAccount, createCredentials, refresh, signIn } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { fromNewSource, readMails } from '../support/read-mails';
import { baseUrl } from '../support/server-under-test';

const NEW_PASSWORD = 'a new phrase that passes the rules';
const INVALID = { status: 400, code: 'INVALID_CODE' } as const;

const ask = (username: string) =>
  send(baseUrl(), { method: 'POST', path: '/password-resets', json: { username }, headers: fromNewSource() });
const confirm = (json: Readonly<Record<string, string>>) =>
  send(baseUrl(), {
    method: 'POST',
    path: '/password-resets/confirm',
    json: { new_password: NEW_PASSWORD, ...json },
  });
const signInStatus = async (username: string, password: string) =>
  (await send(baseUrl(), { method: 'POST', path: '/sessions/create', json: { username, password } })).status;

/** Returns the codes of the resets that an address has received, newest first. */
async function readCodes(address: string, count: number): Promise<readonly string[]> {
  // there are also mails that verify the address, and notices
  const mails = await readMails(address, count, baseUrl(), 'reset-password');
  return mails.map(({ code = '' }) => code);
}

let ada: Account;
let address: string;
beforeEach(async () => {
  ada = await createAccount(baseUrl());
  address = `${createCredentials().username}@example.com`;
  await ada.send({
    method: 'PUT',
    path: '/users/me/email',
    json: { email: address },
    headers: fromNewSource(),
  });
  const [mail] = await readMails(address);
  const json = { code: mail?.code ?? '' };
  await ada.send({ method: 'POST', path: '/users/me/email/verification', json });
});

test('a code replaces the password, ends all sessions, starts none, and works once', async () => {
  const earlier = await signIn(baseUrl(), ada);
  const asked = await ask(ada.username);
  expect(asked).toMatchObject({ status: 202, json: { reset_id: expect.stringMatching(/^[\w-]{22}$/) } });
  const { reset_id } = asked.json;
  const [code = ''] = await readCodes(address, 1);
  expect(await confirm({ reset_id, code: code.toLowerCase().replace('-', ' ') })).toMatchObject({
    status: 204,
    text: '',
  });
  for (const session of [ada, earlier]) {
    expectProblem(await refresh(baseUrl(), session.refreshToken), {
      status: 401,
      code: 'INVALID_REFRESH_TOKEN',
    });
  }
  expect(await signInStatus(ada.username, ada.password)).toBe(401);
  expect(await signInStatus(ada.username, NEW_PASSWORD)).toBe(201);
  expectProblem(await confirm({ reset_id, code }), INVALID);
});

test('an address asks for a reset as well, and the mail goes to the address as its owner wrote it', async () => {
  const { reset_id } = (await ask(address.toUpperCase())).json;
  const [mail] = await readMails(address, 2);
  expect(mail).toMatchObject({ kind: 'reset-password', to: address });
  expect(mail?.text).toContain(ada.username);
  expect(await confirm({ reset_id, code: mail?.code ?? '' })).toMatchObject({ status: 204 });
});

test('an unknown name and one without an address get the same answers', async () => {
  const { username } = await createAccount(baseUrl());
  for (const name of [username, createCredentials().username, 'nobody@example.com', 'no name!', '']) {
    const { status, json } = await ask(name);
    expect([status, Object.keys(json)]).toEqual([202, ['reset_id']]);
    expectProblem(await confirm({ reset_id: json.reset_id, code: '0000-0000' }), INVALID);
  }
});

test('five wrong codes void a reset', async () => {
  const { reset_id } = (await ask(ada.username)).json;
  const [code = ''] = await readCodes(address, 1);
  const wrong = code === '0000-0000' ? '1111-1111' : '0000-0000';
  for (let n = 0; n < 5; n++) expectProblem(await confirm({ reset_id, code: wrong }), INVALID);
  expectProblem(await confirm({ reset_id, code }), INVALID);
  expect(await signInStatus(ada.username, ada.password)).toBe(201);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['a short password', { reset_id: 'x', code: 'x', new_password: 'short' }, '#/new_password'],
  ['a common password', { token: 'x', new_password: 'password password' }, '#/new_password'],
  ['neither a code nor a token', {}, '#'],
  ['a code without its reset', { code: 'x' }, '#'],
  ['a reset without its code', { reset_id: 'x' }, '#'],
  ['a code and a token', { reset_id: 'x', code: 'x', token: 'x' }, '#'],
])('%s is rejected', async (_what, sent, pointer) => {
  expectProblem(await confirm(sent), { status: 400, code: 'VALIDATION_FAILED', errors: [{ pointer }] });
});
