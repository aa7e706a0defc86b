/** The life of an account on the hosted pages in Chromium, from its sign-up to its deletion, with and without JavaScript. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startRun, type TestRun } from '../faults/start-run';
import { createCredentials } from '../support/accounts';
import { findChromium, launchChromium } from '../support/chromium';
import { readMails } from '../support/read-mails';
import { codeOf } from '../support/second-factors';
import { synthesize } from '../support/synthesize';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;
const folder = mkdtempSync(join(tmpdir(), 'latchkey-pages-'));

let run: TestRun;
let browser: Browser;
/** How far the clock of the run is ahead, in steps of authenticator apps. */
let stepsAhead = 0;

beforeAll(async () => {
  if (chromium === undefined) return;
  await synthesize({ output: join(folder, 'cdk.out'), stage: 'dev' });
  run = await startRun({ assembly: join(folder, 'cdk.out'), maxInstances: 1, throttle: false });
  browser = await launchChromium(chromium);
});
afterAll(async () => {
  await browser?.close();
  await run?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends a form, and waits for the page that it leads to. */
async function submit(page: Page, action: string, fields: Readonly<Record<string, string | true>> = {}) {
  const form = page.locator('form', { has: page.locator(`input[name=action][value="${action}"]`) }).first();
  const folded = page.locator('details:not([open])', { has: form });
  if ((await folded.count()) > 0) await folded.locator('summary').click();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`input[name="${name}"]:not([type=hidden])`);
    if (value === true) await field.check();
    else await field.fill(value);
  }
  await Promise.all([page.waitForNavigation(), form.locator('button[type=submit]').click()]);
}

/** Returns what the page says of the last form. */
const said = (page: Page) => page.locator('[role=status],[role=alert]:not([hidden])').first().textContent();
const pathOf = (page: Page) => new URL(page.url()).pathname;

/** Returns a code that the app shows at none of the steps that count. */
function wrongCode(uri: string): string {
  const right = [-2, -1, 0, 1, 2].map((step) => codeOf({ uri }, stepsAhead + step));
  return (
    ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code)) ?? ''
  );
}

/** Returns the code of the newest mail of a kind. */
async function mailedCode(email: string, kind: string, count = 1): Promise<string> {
  const [mail] = await readMails(email, count, run.origin, kind);
  return mail?.code ?? '';
}

/** Opens a page in a browser without cookies, which records what its policy blocks. */
async function open(javaScriptEnabled: boolean) {
  const context = await browser.newContext({ javaScriptEnabled, locale: 'en-US' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Permissions-Policy/.test(message.text())) faults.push(message.text());
  });
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== run.origin)
      faults.push(request.url());
  });
  return { page, faults, close: () => context.close() };
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('an account %s', (_title, hasScript) => {
  const { password, ...created } = createCredentials();
  let { username } = created;
  const email = `${username}@example.com`;
  const nextPassword = `${password} 2`;
  const lastPassword = `${password} 3`;
  let visit: Awaited<ReturnType<typeof open>>;
  let page: Page;
  let uri = '';

  beforeAll(async () => {
    if (chromium === undefined) return;
    visit = await open(hasScript);
    page = visit.page;
  });
  afterAll(() => visit?.close());

  const goTo = (path: string) => page.goto(`${run.origin}${path}`);
  const signIn = (typed: string) => submit(page, 'password', { username, password: typed });

  inChromium('is created, and verifies its address by the code of a mail', async () => {
    await goTo('/account');
    expect(pathOf(page)).toBe('/sign-in');
    await goTo('/sign-up');
    await submit(page, 'password', { username, email, password });
    expect(await said(page)).toBe('Your account is ready.');
    await submit(page, 'verify-email', { code: await mailedCode(email, 'verify-email') });
    expect(await said(page)).toBe('The email address is verified.');
    expect(await page.getByText(email).count()).toBeGreaterThan(0);
  });

  inChromium('signs out, and in again, and is told of a wrong password', async () => {
    await submit(page, 'sign-out');
    expect(pathOf(page)).toBe('/signed-out');
    await page.goBack();
    expect(pathOf(page)).not.toBe('/account');
    await goTo('/sign-in');
    await signIn('a wrong phrase of words');
    expect(await said(page)).toBe('Username or password is wrong.');
    expect(await page.locator('#password-username').inputValue()).toBe(username);
    await signIn(password);
    expect(pathOf(page)).toBe('/account');
  });

  inChromium('changes its name, ends its other sessions, and changes its password', async () => {
    const other = await open(hasScript);
    await other.page.goto(`${run.origin}/sign-in`);
    await submit(other.page, 'password', { username, password });
    await goTo('/account');
    username = `${username}-2`;
    await submit(page, 'change-username', { username });
    expect(await said(page)).toBe('The username is changed.');
    await submit(page, 'end-other-sessions');
    expect(await said(page)).toBe('All other sessions are signed out.');
    await other.page.reload();
    expect(pathOf(other.page)).toBe('/sign-in');
    await other.close();
    await submit(page, 'change-password', { current_password: password, new_password: nextPassword });
    expect(await said(page)).toBe('The password is changed. All other sessions are signed out.');
  });

  inChromium('adds an authenticator app, and needs it to sign in', async () => {
    await goTo('/account/factors');
    await submit(page, 'add-totp');
    const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '');
    uri = `otpauth://totp/Latchkey:${username}?secret=${secret}&issuer=Latchkey`;
    await submit(page, 'confirm-totp', { code: codeOf({ uri }, stepsAhead) });
    expect(await page.locator('.codes li').count()).toBe(10);
    await goTo('/account');
    await submit(page, 'sign-out');
    await goTo('/sign-in?return_to=%2Faccount%2Ffactors');
    await signIn(nextPassword);
    expect(pathOf(page)).toBe('/second-factor');
    await submit(page, 'totp', { code: wrongCode(uri) });
    expect(await said(page)).toContain('wrong');
    await submit(page, 'totp', { code: codeOf({ uri }, stepsAhead + 1) });
    expect(pathOf(page)).toBe('/account/factors');
  });

  inChromium('confirms a change when its sign-in is too long ago', async () => {
    await run.turnClock(11 * 60);
    stepsAhead += 22;
    await goTo('/account/factors');
    await submit(page, 'replace-recovery-codes');
    expect(pathOf(page)).toBe('/confirm');
    await submit(page, 'totp', { code: codeOf({ uri }, stepsAhead) });
    expect(pathOf(page)).toBe('/account/factors');
    await submit(page, 'replace-recovery-codes');
    expect(await page.locator('.codes li').count()).toBe(10);
  });

  inChromium('replaces a forgotten password by the code of a mail', async () => {
    await goTo('/account');
    await submit(page, 'sign-out');
    await goTo('/forgot-password');
    await submit(page, 'request', { username });
    const code = await mailedCode(email, 'reset-password');
    await submit(page, 'reset', { code, new_password: lastPassword });
    expect(await said(page)).toBe('The password is changed. Sign in with the new one.');
  });

  inChromium('is deleted, and signs in no more', async () => {
    await signIn(lastPassword);
    await submit(page, 'totp', { code: codeOf({ uri }, stepsAhead + 1) });
    await goTo('/account?lang=de');
    expect(await page.locator('h1').textContent()).toBe('Dein Konto');
    await submit(page, 'delete-account', { confirmed: true });
    expect(pathOf(page)).toBe('/signed-out');
    await goTo('/sign-in?lang=en');
    await signIn(lastPassword);
    expect(await said(page)).toBe('Username or password is wrong.');
  });

  inChromium('caused nothing that the policy of a page blocks, and no request to another origin', () => {
    expect(visit.faults).toEqual([]);
  });
});
