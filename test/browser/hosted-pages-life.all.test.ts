/** The life of an account on the hosted pages in Chromium, from its sign-up to its deletion, with and without JavaScript. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { createCredentials } from '../support/accounts';
import { findChromium } from '../support/chromium';
import { readMails } from '../support/read-mails';
import { codeOf } from '../support/second-factors';
import {
  openPagesRun,
  type PagesRun,
  type PageVisit,
  pathOf,
  said,
  submit as send,
} from './hosted-pages-run';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;

let pages: PagesRun;
/** How far the clock of the run is ahead, in steps of authenticator apps. */
let stepsAhead = 0;

beforeAll(async () => {
  if (chromium !== undefined) pages = await openPagesRun(chromium, 'test');
});
afterAll(() => pages?.close());

/** Returns a code that the app shows at none of the steps that count. */
function wrongCode(uri: string): string {
  const right = [-2, -1, 0, 1, 2].map((step) => codeOf({ uri }, stepsAhead + step));
  return (
    ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code)) ?? ''
  );
}

/** Returns the code of the newest mail of a kind. */
async function mailedCode(email: string, kind: string, count = 1): Promise<string> {
  const [mail] = await readMails(email, count, pages.run.origin, kind);
  return mail?.code ?? '';
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('an account %s', (_title, hasScript) => {
  const { password, ...created } = createCredentials();
  let { username } = created;
  let email = `${username}@example.com`;
  const nextPassword = `${password} 2`;
  const lastPassword = `${password} 3`;
  let visit: PageVisit;
  let page: Page;
  let uri = '';

  beforeAll(async () => {
    if (chromium === undefined) return;
    visit = await pages.open(hasScript);
    page = visit.page;
  });
  afterAll(() => visit?.close());

  const checkPage = async () => {
    if (hasScript) await visit.check();
  };
  const goTo = async (path: string) => {
    await visit.goTo(path);
    await checkPage();
  };
  const submit = async (...input: Parameters<typeof send>) => {
    await send(...input);
    if (input[0] === page) await checkPage();
  };
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
    const other = await pages.open(hasScript);
    await other.goTo('/sign-in');
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

  inChromium('changes its address, and downloads its data', async () => {
    email = `${username}@example.org`;
    await submit(page, 'change-email', { email });
    await submit(page, 'verify-email', { code: await mailedCode(email, 'verify-email') });
    expect(await said(page)).toBe('The email address is verified.');
    const download = page.waitForEvent('download');
    await page
      .locator('form', { has: page.locator('input[value="export"]') })
      .locator('button')
      .click();
    const file = readFileSync(await (await download).path(), 'utf8');
    expect(JSON.parse(file).items).toContainEqual(expect.objectContaining({ type: 'account', username }));
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

  inChromium('trusts its device, until it signs out everywhere', async () => {
    const again = async () => {
      await goTo('/sign-in');
      await signIn(nextPassword);
      return pathOf(page);
    };
    await goTo('/account');
    await submit(page, 'sign-out');
    await pages.run.turnClock(60);
    stepsAhead += 2;
    expect(await again()).toBe('/second-factor');
    await submit(page, 'totp', { code: codeOf({ uri }, stepsAhead), trust_device: true });
    await submit(page, 'sign-out');
    expect(await again()).toBe('/account');
    expect(await page.getByText('One device signs in without').count()).toBe(1);
    await submit(page, 'sign-out-everywhere');
    expect(pathOf(page)).toBe('/signed-out');
    expect(await again()).toBe('/second-factor');
    await submit(page, 'totp', { code: codeOf({ uri }, stepsAhead + 1) });
  });

  inChromium('confirms a change when its sign-in is too long ago', async () => {
    await pages.run.turnClock(11 * 60);
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

  inChromium(
    'caused nothing that a policy blocks, no request to another origin, and nothing that axe finds',
    () => {
      expect(visit.faults).toEqual([]);
    },
  );
});
