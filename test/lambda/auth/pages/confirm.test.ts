import { randomUUID } from 'node:crypto';
import { createPageAuthenticator } from '../../../support/webauthn/passkey-ceremony';
import { PASSWORD } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { type Browser, createPageScene } from './page-scene';

let embedded: EmbeddedTable;
beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  embedded = await startEmbeddedTable();
});
afterAll(() => embedded.close());

const PAGE = '/confirm?return_to=%2Faccount%2Ffactors';

/** Returns the session of a browser. */
function sessionOf(browser: Browser) {
  const [, sub = '', sid = ''] = (browser.cookies.get('session') ?? '').split('.');
  return { sub, sid };
}

test('a password steps the session up, and replaces its secret: the old cookie and its forms are void', async () => {
  const { signUp, clock, stores, browser: open } = createPageScene(embedded);
  const { username, browser } = await signUp();
  const old = browser.cookies.get('session') ?? '';
  const began = Math.floor(clock.millis / 1000);
  clock.millis += 3_600_000;
  const { html } = await browser.get(PAGE);
  expect(html).toContain(`<strong>${username}</strong>`);
  expect(html.match(/name="action" value="\w+"/g)).toEqual(['name="action" value="password"']);
  const form = { action: 'password', password: PASSWORD, return_to: '/account/factors' };
  const { status, location, set } = await browser.post('/confirm', form);
  expect([status, location, Object.keys(set)]).toEqual([303, '/account/factors', ['session']]);
  expect(browser.cookies.get('session')).not.toBe(old);
  expect(await stores.sessions.find(sessionOf(browser))).toMatchObject({
    authTime: began + 3_600,
    amr: ['pwd'],
  });
  const thief = open();
  thief.cookies.set('session', old);
  expect(await thief.get('/confirm')).toMatchObject({ status: 303, location: '/sign-in' });
  expect((await browser.get('/confirm')).status).toBe(200);
});

test('a wrong password changes nothing, and is not shown', async () => {
  const { signUp } = createPageScene(embedded);
  const { browser } = await signUp();
  await browser.get(PAGE);
  const wrong = { action: 'password', password: 'a wrong phrase of words', return_to: '/account/factors' };
  const { status, html, set } = await browser.post('/confirm', wrong);
  expect([status, set]).toEqual([403, {}]);
  expect(html).toContain('role="alert"');
  expect(html).not.toContain('a wrong phrase');
  expect(html).toContain('name="return_to" value="/account/factors"');
});

test('an account with a second factor gives it, not the password', async () => {
  const { signUpWithApp, stores } = createPageScene(embedded);
  const { browser, codeNow, recoveryCodes } = await signUpWithApp();
  const { html } = await browser.get(PAGE);
  expect(html).not.toContain('value="password"');
  expect((await browser.post('/confirm', { action: 'password', password: PASSWORD })).set.session).toBe(
    undefined,
  );
  expect((await browser.post('/confirm', { action: 'totp', code: '00000x' })).status).toBe(400);
  expect((await browser.post('/confirm', { action: 'totp', code: codeNow() })).location).toBe('/account');
  expect(await stores.sessions.find(sessionOf(browser))).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
  await browser.get('/confirm');
  const recovery = { action: 'recovery_code', code: recoveryCodes[0] ?? '' };
  expect((await browser.post('/confirm', recovery)).location).toBe('/account');
});

test('a form that is sent twice at once steps up, and leaves one valid cookie', async () => {
  const { signUp } = createPageScene(embedded);
  const { browser } = await signUp();
  await browser.get(PAGE);
  const form = { action: 'password', password: PASSWORD };
  const both = await Promise.all([browser.post('/confirm', form), browser.post('/confirm', form)]);
  expect(both.filter(({ location }) => location === '/account')).toHaveLength(1);
});

test('a passkey steps up the session of an account without a password', async () => {
  const { browser: open, callApi, stores } = createPageScene(embedded);
  const authenticator = createPageAuthenticator();
  const browser = open();
  await browser.get('/sign-up');
  const username = `ada-${randomUUID().slice(0, 8)}`;
  const { body } = await callApi('POST /users/passkey/options', { username });
  await browser.post('/sign-up', {
    ...{ action: 'passkey', username, ceremony_id: body.ceremony_id },
    credential: JSON.stringify(await authenticator.register(body.options)),
  });
  const { html } = await browser.get('/confirm');
  expect(html).not.toContain('value="password"');
  const written = /data-options="([^"]+)"/.exec(html)?.[1] ?? '';
  const { ceremony_id, options } = JSON.parse(written.replaceAll('&quot;', '"'));
  const credential = JSON.stringify(await authenticator.assert(options));
  const form = { action: 'passkey', ceremony_id, credential };
  expect(await browser.post('/confirm', form)).toMatchObject({ status: 303, location: '/account' });
  expect(await stores.sessions.find(sessionOf(browser))).toMatchObject({ amr: ['pop', 'mfa'] });
});

test('a stage without second factors signs in again, and ends the session of before', async () => {
  const { signUp, stores } = createPageScene(embedded, { FEATURES: 'pages', SECOND_FACTOR: '' });
  const { browser } = await signUp();
  const before = sessionOf(browser);
  await browser.get('/confirm');
  expect((await browser.post('/confirm', { action: 'password', password: 'a wrong phrase' })).status).toBe(
    401,
  );
  const form = { action: 'password', password: PASSWORD };
  expect(await browser.post('/confirm', form)).toMatchObject({ status: 303, location: '/account' });
  const after = sessionOf(browser);
  expect([after.sub, after.sid === before.sid]).toEqual([before.sub, false]);
  expect(await stores.sessions.find(before)).toBe(undefined);
});

test('a browser without a session signs in first', async () => {
  const browser = createPageScene(embedded).browser();
  expect(await browser.get(PAGE)).toMatchObject({ location: '/sign-in?return_to=%2Faccount%2Ffactors' });
});
