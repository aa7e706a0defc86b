/** The notices of changes of an account, from the request to the inbox. */
import { type Account, createAccount, createCredentials, signIn } from '../support/accounts';
import { fromNewSource, type ReceivedMail, readAllMails, readMails } from '../support/read-mails';
import { baseUrl } from '../support/server-under-test';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0';
const german = { 'accept-language': 'de-CH', 'user-agent': FIREFOX };

const newAddress = () => `${createCredentials().username}@example.com`;

/** Gives the account another address, and returns it. */
async function addAddress({ send }: Account): Promise<string> {
  const email = newAddress();
  expect(
    await send({ method: 'PUT', path: '/users/me/email', json: { email }, headers: fromNewSource() }),
  ).toMatchObject({
    status: 202,
  });
  const [mail] = await readMails(email);
  const verification = { method: 'POST', path: '/users/me/email/verification', json: { code: mail?.code } };
  expect(await send(verification)).toMatchObject({ status: 204 });
  return email;
}

/** Returns all notices to an address. */
async function readNotices(address: string): Promise<readonly ReceivedMail[]> {
  return (await readAllMails(address)).filter(({ kind }) => kind === 'notice');
}

const change = ({ send, password }: Account, next: string, headers: Readonly<Record<string, string>> = {}) =>
  send({
    method: 'PUT',
    path: '/users/me/password',
    headers,
    json: { current_password: password, new_password: next },
  });

let ada: Account;
let address: string;
beforeEach(async () => {
  ada = await createAccount(baseUrl());
  address = await addAddress(ada);
});

test('a change of the password is told to the address in use, once a day, and a sign-in is not', async () => {
  // from an unknown device, of which the stage sends no notices
  await signIn(baseUrl(), ada);
  const next = createCredentials().password;
  expect(await change(ada, next, german)).toMatchObject({ status: 204 });
  const [notice] = await readNotices(address);
  expect(notice?.subject).toBe('Das Passwort deines Kontos bei latchkey wurde geändert');
  expect(notice?.text).toContain(ada.username);
  expect(notice?.text).toContain('mit Firefox unter Windows');
  expect(notice).not.toHaveProperty('code');
  expect(`${notice?.text}${notice?.html}`).not.toMatch(/https?:|Mozilla|Gecko/);

  expect(await change({ ...ada, password: next }, ada.password)).toMatchObject({ status: 204 });
  // another kind follows, and the second change of the password has no notice
  expect(await ada.send({ method: 'DELETE', path: '/users/me' })).toMatchObject({ status: 204 });
  const subjects = (await readNotices(address)).map(({ subject }) => subject);
  expect(subjects).toEqual([
    'Your latchkey account was deleted',
    'Das Passwort deines Kontos bei latchkey wurde geändert',
  ]);
});

test('a request for another address sends one notice a day to the one in use, and none to the other', async () => {
  const ask = (email: string) =>
    ada.send({
      ...{ method: 'PUT', path: '/users/me/email', json: { email } },
      headers: { ...fromNewSource(), ...german },
    });
  const [first, second] = [newAddress(), newAddress()];
  expect(await ask(first)).toMatchObject({ status: 202 });
  const [notice] = await readNotices(address);
  expect(notice?.subject).toBe('Dein Konto bei latchkey soll eine andere E-Mail-Adresse bekommen');
  expect(notice?.text).toContain('mit Firefox unter Windows');
  expect(notice).not.toHaveProperty('code');
  expect(`${notice?.text}${notice?.html}`).not.toMatch(/https?:/);
  expect(`${notice?.text}${notice?.html}`).not.toContain(first);

  expect(await ask(second)).toMatchObject({ status: 202 });
  const cancel = { method: 'DELETE', path: '/users/me/email/verification' };
  expect(await ada.send(cancel)).toMatchObject({ status: 204 });
  // another kind follows, and the second request has no notice
  expect(await ada.send({ method: 'DELETE', path: '/users/me' })).toMatchObject({ status: 204 });
  expect(await readNotices(address)).toHaveLength(2);
});

test('a change of the address is told to the former one, which the export shows', async () => {
  const second = await addAddress(ada);
  const [notice] = await readNotices(address);
  expect(notice?.subject).toBe('Your latchkey account no longer uses this email address');
  expect(notice?.text).toMatch(/ask the operator of latchkey to restore the address/);
  expect(await readAllMails(second)).toHaveLength(1);
  const [account] = (await ada.send({ path: '/users/me/export' })).json.items;
  expect(account.former_email).toEqual({ address, until: expect.any(Number) });
});

test('the removal of the address is told to it', async () => {
  expect(await ada.send({ method: 'DELETE', path: '/users/me/email' })).toMatchObject({ status: 204 });
  const [notice] = await readNotices(address);
  expect(notice?.text).toContain('replaced or removed');
});

test('the deletion of the account is told to the address that it had', async () => {
  expect(await ada.send({ method: 'DELETE', path: '/users/me' })).toMatchObject({ status: 204 });
  const [notice] = await readNotices(address);
  expect(notice?.subject).toBe('Your latchkey account was deleted');
  expect(notice?.text).toContain('an unknown device');
});
