/** Two tabs of one browser on the hosted pages, in which different users sign in. */
import { createAccount } from '../support/accounts';
import { findChromium } from '../support/chromium';
import { openPagesRun, type PagesRun, pathOf, said, submit } from './hosted-pages-run';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;

let pages: PagesRun;
beforeAll(async () => {
  if (chromium !== undefined) pages = await openPagesRun(chromium);
});
afterAll(() => pages?.close());

inChromium.each([
  ['with', true],
  ['without', false],
])('a form of the user before does not act for the next one, %s JavaScript', async (_title, hasScript) => {
  const { origin } = pages.run;
  const [ada, grace] = [await createAccount(origin), await createAccount(origin)];
  const { page: tab, goTo, close } = await pages.open(hasScript);
  await goTo('/sign-in');
  await submit(tab, 'password', { username: ada.username, password: ada.password });
  expect(pathOf(tab)).toBe('/account');

  const other = await tab.context().newPage();
  await other.goto(`${origin}/account`);
  await submit(other, 'sign-out');
  await other.goto(`${origin}/sign-in`);
  await submit(other, 'password', { username: grace.username, password: grace.password });
  expect(pathOf(other)).toBe('/account');

  // the tab still shows the account of ada
  await submit(tab, 'change-username', { username: `${ada.username}-2` });
  expect(await said(tab)).not.toBe('The username is changed.');
  for (const user of [ada, grace]) {
    const { json } = await user.send({ path: '/users/me' });
    expect(json.username).toBe(user.username);
  }
  await close();
});
