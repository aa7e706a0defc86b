/** The pages that the links of mails open, in a browser, on narrow and wide screens. */
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startRun, type TestRun } from '../faults/start-run';
import { type Account, createAccount, createCredentials, signIn, toAccount } from '../support/accounts';
import { findChromium, launchChromium } from '../support/chromium';
import { send } from '../support/http-client';
import { addApp, answerChallenge, codeOf, openChallenge } from '../support/second-factors';
import { projectRoot } from '../support/synthesize';
import { waitUntil } from '../support/wait-until';
import { openWatchedPage, type WatchedPage } from './watched-page';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;
const WIDTHS = [320, 1_280] as const;

// a run of its own: a source may cause few mails
let run: TestRun;
let browser: Browser;
let watched: WatchedPage;
let ada: Account;

beforeAll(async () => {
  if (chromium === undefined) return;
  run = await startRun({ maxInstances: 2 });
  browser = await launchChromium(chromium);
});
beforeEach(async () => {
  if (chromium === undefined) return;
  watched = await openWatchedPage(browser, run.origin);
  ada = await createAccount(run.origin);
});
afterEach(async () => {
  await watched?.page.close();
});
afterAll(async () => {
  await browser?.close();
  await run?.close();
});

/** Waits for the newest of an address's mails. */
function readMail(address: string, count: number) {
  const url = `${run.origin}/_local/mail?to=${encodeURIComponent(address)}`;
  return waitUntil(async () => {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    const { items } = (await answer.json()) as { readonly items: readonly { link: string; code: string }[] };
    return items.length === count && items[0];
  });
}

/** Asks for an address, and returns it with the link of its mail. */
async function ask(): Promise<{ readonly email: string; readonly link: string; readonly code: string }> {
  const email = `${createCredentials().username}@example.com`;
  await ada.send({ method: 'PUT', path: '/users/me/email', json: { email } });
  const { link, code } = await readMail(email, 1);
  return { email, link, code };
}

async function signInToPage({ username, password }: Pick<Account, 'username' | 'password'>): Promise<void> {
  const { page } = watched;
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
}

/** Expects that the step fits its screens, and that axe-core finds no fault in light and dark. */
async function expectUsable(name: string): Promise<void> {
  const { page, findAccessibilityFaults } = watched;
  const folder = join(projectRoot, 'coverage', 'browser');
  mkdirSync(folder, { recursive: true });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 740 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  expect(await findAccessibilityFaults()).toEqual([]);
}

const titleOfFocus = 'document.activeElement.textContent';

inChromium('an address is verified by its link, and the page leaves no session behind', async () => {
  const { page } = watched;
  const { email, link } = await ask();
  await page.goto(link);
  expect(page.url()).toBe(link.replace(/#.*/, ''));
  await expectUsable('verify-email-sign-in');
  await signInToPage(ada);
  await page.waitForSelector('#confirm:not([hidden])');
  expect(await page.textContent('#account')).toBe(ada.username);
  expect(await page.textContent('#address')).toBe(email);
  expect(await page.evaluate(titleOfFocus)).toBe('Is this your account?');
  await expectUsable('verify-email-confirm');
  expect((await ada.send({ path: '/users/me' })).json).toMatchObject({ email: null, pending_email: email });

  await page.click('text="Verify this address"');
  await page.waitForSelector('#verified:not([hidden])');
  await expectUsable('verify-email-verified');
  const later = await signIn(run.origin, ada);
  expect((await later.send({ path: '/users/me' })).json).toMatchObject({ email, pending_email: null });
  expect((await later.send({ path: '/sessions' })).json.items).toHaveLength(1);
  expect([watched.errors, await watched.findStrayRequests()]).toEqual([[], []]);
});

inChromium('an account with a second factor verifies its address with a code', async () => {
  const { page } = watched;
  const { email, link } = await ask();
  const app = await addApp(ada);
  await page.goto(link);
  await signInToPage(ada);
  await page.waitForSelector('#second-factor:not([hidden])');
  await page.fill('#factor-code', '12345');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#alert:not([hidden])');
  expect(await page.evaluate('document.activeElement.id')).toBe('factor-code');
  await expectUsable('verify-email-second-factor');
  await page.fill('#factor-code', codeOf(app, 1));
  await page.keyboard.press('Enter');
  await page.waitForSelector('#confirm:not([hidden])');
  await page.click('text="Verify this address"');
  await page.waitForSelector('#verified:not([hidden])');
  const [recoveryCode = ''] = app.recoveryCodes;
  const challenge = await openChallenge(run.origin, ada);
  const later = await answerChallenge(run.origin, challenge, { kind: 'recovery_code', code: recoveryCode });
  const { send: sendLater } = toAccount(run.origin, ada, later);
  expect((await sendLater({ path: '/users/me' })).json).toMatchObject({ email, email_verified: true });
});

inChromium('"This was not me" cancels the address, with the keyboard alone', async () => {
  const { page, tabTo } = watched;
  const { link } = await ask();
  await page.goto(link);
  await tabTo('#username');
  await page.keyboard.type(ada.username);
  await tabTo('#password');
  await page.keyboard.type(ada.password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#confirm:not([hidden])');
  await tabTo('#not-me');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#canceled:not([hidden])');
  await expectUsable('verify-email-canceled');
  expect((await ada.send({ path: '/users/me' })).json).toMatchObject({ email: null, pending_email: null });
});

inChromium('without its fragment, the page of a German reader asks for the code', async () => {
  const { link, code, email } = await ask();
  const { page } = watched;
  await page.setExtraHTTPHeaders({ 'accept-language': 'de-CH' });
  await page.goto(link.replace(/#.*/, ''));
  expect(await page.getAttribute('html', 'lang')).toBe('de');
  await signInToPage({ ...ada, password: 'not the password' });
  await page.waitForSelector('#alert:not([hidden])');
  expect(await page.textContent('#message')).toBe('Benutzername oder Passwort ist falsch.');
  expect(await page.evaluate('document.activeElement.id')).toBe('password');
  await expectUsable('verify-email-refused');
  await signInToPage(ada);
  await page.waitForSelector('#confirm:not([hidden])');
  await page.fill('#code', code.toLowerCase());
  await page.click('text="Diese Adresse bestätigen"');
  await page.waitForSelector('#verified:not([hidden])');
  const later = await signIn(run.origin, ada);
  expect((await later.send({ path: '/users/me' })).json).toMatchObject({ email });
});

inChromium('the page of a reset asks for a password that may be pasted and shown', async () => {
  const { page } = watched;
  await page.goto(`${run.origin}/reset-password?id=cX3n0m1tVZ2hYw8bQ4rJkA#AbCdEfGhIjKlMnOpQrSt_-`);
  expect(page.url()).toBe(`${run.origin}/reset-password?id=cX3n0m1tVZ2hYw8bQ4rJkA`);
  await page.fill('#password', 'a phrase');
  await page.check('#show-password');
  expect(await page.getAttribute('#password', 'type')).toBe('text');
  await expectUsable('reset-password');
  await page.goto(`${run.origin}/reset-password`);
  await page.waitForSelector('#incomplete:not([hidden])');
  await expectUsable('reset-password-incomplete');
});

inChromium(
  'a forgotten password is replaced by a link, and the rules of passwords are announced',
  async () => {
    const { page } = watched;
    const { email, code } = await ask();
    await ada.send({ method: 'POST', path: '/users/me/email/verification', json: { code } });
    await send(run.origin, { method: 'POST', path: '/password-resets', json: { username: ada.username } });
    const { link } = await readMail(email, 2);
    await page.goto(link);
    await page.fill('#password', 'short');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#alert:not([hidden])');
    expect(await page.textContent('#details')).toMatch(/^must be at least \d+ characters long/);
    expect(await page.evaluate('document.activeElement.id')).toBe('password');
    await expectUsable('reset-password-refused');
    const { password } = createCredentials();
    await page.fill('#password', password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#done:not([hidden])');
    await expectUsable('reset-password-done');
    const { username, password: former } = ada;
    const json = { username, password: former };
    const old = await send(run.origin, { method: 'POST', path: '/sessions/create', json });
    expect(old.status).toBe(401);
    const later = await signIn(run.origin, { username, password });
    expect((await later.send({ path: '/sessions' })).json.items).toHaveLength(1);
    expect(await watched.findStrayRequests()).toEqual([]);
  },
);

inChromium.each([
  '?id=//evil.example#//evil.example',
  '?id=/%5Cevil.example',
  '?id=%2F%2Fevil.example%2F..%2Fverify-email',
  '?id=javascript:alert(1)#javascript:alert(1)',
  '?id=%3Cscript%3Ealert(1)%3C/script%3E#<script>alert(1)</script>',
  '?id=%22%3E%3Cimg%20src=//evil.example%20onerror=alert(1)%3E',
  '?next=//evil.example&redirect_uri=https://evil.example&base=//evil.example',
])('a link with %s goes nowhere, and shows nothing of itself', async (hostile) => {
  const { page } = watched;
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  for (const path of ['/verify-email', '/reset-password']) {
    await page.goto(run.origin + path + hostile);
    await page.waitForSelector('section:not([hidden])');
    expect(new URL(page.url()).origin).toBe(run.origin);
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.content()).not.toMatch(/evil|alert\(/);
  }
  expect([dialogs, watched.errors, await watched.findStrayRequests()]).toEqual([[], [], []]);
});

inChromium('a page of another origin can neither frame nor read the page', async () => {
  const { page } = watched;
  const { link } = await ask();
  const server = await serve(`<!doctype html><title>t</title><iframe src="${link}"></iframe>`);
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForLoadState('networkidle');
    expect(watched.errors.join()).toMatch(/frame/i);
    const [frame] = page.frames().slice(1);
    expect(await frame?.content()).not.toContain('sign-in-form');
  } finally {
    server.close();
  }
});

function serve(html: string): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(html);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
