import { randomUUID } from 'node:crypto';
import { createPageAuthenticator } from '../../../support/webauthn/passkey-ceremony';
import { PASSWORD } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createPageScene } from './page-scene';

let embedded: EmbeddedTable;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  embedded = await startEmbeddedTable();
});
afterAll(() => embedded.close());

test('a sign-up signs in, and says so on the page of the account', async () => {
  const { signUp, mails } = createPageScene(embedded);
  const { shown } = await signUp();
  expect(shown).toMatchObject({ status: 303, location: '/account?notice=signed-up' });
  expect(shown.set).toEqual({
    session: expect.stringMatching(/=p1\./),
    flow: expect.stringMatching(/=; Max-Age=0/),
    device: expect.stringMatching(/-device=[\w.-]+\|; /),
  });
  expect(mails).toEqual([]);
});

test('an address gets its code, and an app gets its user back', async () => {
  const { browser: open, mails } = createPageScene(embedded);
  const browser = open();
  const returnTo = '/oauth2/authorize?client_id=app';
  await browser.get(`/sign-up?${new URLSearchParams({ return_to: returnTo })}`);
  const { location } = await browser.post('/sign-up', {
    ...{ action: 'password', username: `ada-${randomUUID().slice(0, 8)}`, password: PASSWORD },
    ...{ email: `${randomUUID()}@example.com`, return_to: returnTo },
  });
  expect(location).toBe(returnTo);
  expect(mails).toHaveLength(1);
});

test('a refused sign-up keeps what was typed, marks each field, and starts no session', async () => {
  const { signUp, browser: open } = createPageScene(embedded);
  const { username } = await signUp();
  const browser = open();
  await browser.get('/sign-up');
  const form = { action: 'password', username, email: 'no address', password: 'password' };
  const faulty = await browser.post('/sign-up', form);
  expect(faulty.status).toBe(400);
  expect(faulty.html).toContain(`value="${username}"`);
  expect(faulty.html).toContain('value="no address"');
  expect(faulty.html).not.toContain('value="password" ');
  expect(faulty.html.match(/aria-invalid/g)).toHaveLength(2);
  const taken = await browser.post('/sign-up', { ...form, email: '', password: PASSWORD });
  expect([taken.status, taken.set.session]).toEqual([409, undefined]);
  expect(taken.html).not.toContain(PASSWORD);
});

test('a stage without e-mail and passkeys asks for none, and takes none', async () => {
  const browser = createPageScene(embedded, { FEATURES: 'pages', SIGN_UP_EMAIL: '' }).browser();
  const { html } = await browser.get('/sign-up');
  expect(html).not.toMatch(/name="email"|data-passkey/);
  const username = `ada-${randomUUID().slice(0, 8)}`;
  const form = { username, email: 'ada@example.com', password: PASSWORD };
  expect((await browser.post('/sign-up', { ...form, action: 'passkey' })).status).toBe(400);
  expect((await browser.post('/sign-up', { ...form, action: 'password' })).status).toBe(303);
});

test('a passkey signs up and signs in, and a copy of its response does not', async () => {
  const { browser: open, callApi } = createPageScene(embedded);
  const authenticator = createPageAuthenticator();
  const username = `ada-${randomUUID().slice(0, 8)}`;
  const browser = open();
  await browser.get('/sign-up');
  const begun = await callApi('POST /users/passkey/options', { username });
  const created = {
    ...{ action: 'passkey', username, ceremony_id: begun.body.ceremony_id },
    credential: JSON.stringify(await authenticator.register(begun.body.options)),
  };
  expect(await browser.post('/sign-up', created)).toMatchObject({
    status: 303,
    set: { session: expect.any(String) },
  });

  const other = open();
  await other.get('/sign-in');
  const { body } = await callApi('POST /sessions/passkey/options', {});
  const assertion = {
    ...{ action: 'passkey', ceremony_id: body.ceremony_id, return_to: '/account/factors' },
    credential: JSON.stringify(await authenticator.assert(body.options)),
  };
  const signedIn = await other.post('/sign-in', assertion);
  expect(signedIn).toMatchObject({ status: 303, location: '/account/factors' });
  expect(signedIn.set).toMatchObject({ session: expect.any(String), flow: expect.any(String) });

  const thief = open();
  await thief.get('/sign-in');
  const copied = await thief.post('/sign-in', assertion);
  expect([copied.status >= 400, copied.set.session]).toEqual([true, undefined]);
  expect(copied.html).not.toContain('clientDataJSON');
});
