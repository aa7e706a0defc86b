/** Passkeys on the hosted pages in Chromium: they are added, sign in by autofill, and follow a password. */
import { createCredentials } from '../support/accounts';
import { findChromium } from '../support/chromium';
import { openPagesRun, type PagesRun, type PageVisit, pathOf, said, submit } from './hosted-pages-run';
import { createAuthenticators, type VirtualAuthenticator } from './virtual-authenticators';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;
const { username, password } = createCredentials();

let pages: PagesRun;
let visit: PageVisit;
let phone: VirtualAuthenticator;

beforeAll(async () => {
  if (chromium === undefined) return;
  pages = await openPagesRun(chromium);
  visit = await pages.open();
  phone = await (await createAuthenticators(visit.page)).add();
});
afterAll(() => pages?.close());

/** Clicks a button, and waits for the page that it leads to. */
async function click(name: string): Promise<void> {
  const button = visit.page.getByRole('button', { name, exact: true });
  await Promise.all([visit.page.waitForNavigation(), button.click()]);
}

inChromium('a user adds a passkey', async () => {
  await visit.goTo('/sign-up');
  await submit(visit.page, 'password', { username, password });
  await visit.goTo('/account/factors');
  await submit(visit.page, 'begin-passkey');
  await submit(visit.page, 'add-passkey', { name: 'My phone' });
  expect(await said(visit.page)).toBe('The passkey is added.');
  expect(await visit.page.getByRole('heading', { name: 'My phone' }).count()).toBe(1);
  expect(await phone.credentials()).toHaveLength(1);
});

inChromium('autofill signs in without a name and a password', async () => {
  await visit.goTo('/account');
  await submit(visit.page, 'sign-out');
  const signedIn = visit.page.waitForURL('**/account');
  await visit.goTo('/sign-in');
  await signedIn;
  expect(await visit.page.getByText(username).count()).toBeGreaterThan(0);
});

inChromium('with the second factor on, the passkey follows the password', async () => {
  await visit.goTo('/account/factors');
  await submit(visit.page, 'turn-on-second-factor');
  expect(await visit.page.locator('.codes li').count()).toBe(10);
  await visit.goTo('/account');
  await submit(visit.page, 'sign-out');
  // nothing is picked in the autofill
  await phone.setPresent(false);
  await visit.goTo('/sign-in');
  await submit(visit.page, 'password', { username, password });
  expect(pathOf(visit.page)).toBe('/second-factor');
  await phone.setPresent(true);
  await click('Sign in with a passkey');
  expect(pathOf(visit.page)).toBe('/account');
});

inChromium('a recovery code takes the place of the passkey', async () => {
  await visit.goTo('/account/factors');
  await submit(visit.page, 'replace-recovery-codes');
  const [code = ''] = await visit.page.locator('.codes li').allTextContents();
  await visit.goTo('/account');
  await submit(visit.page, 'sign-out');
  await phone.setPresent(false);
  await visit.goTo('/sign-in');
  await submit(visit.page, 'password', { username, password });
  await submit(visit.page, 'recovery_code', { code });
  expect(pathOf(visit.page)).toBe('/account');
});

inChromium('no policy blocked anything, and no request went to another origin', () => {
  expect(visit.faults).toEqual([]);
});
