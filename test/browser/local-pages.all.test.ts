import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { findChromium, launchChromium } from '../support/chromium';
import { baseUrl } from '../support/server-under-test';
import { projectRoot } from '../support/synthesize';
import { openWatchedPage, type WatchedPage } from './watched-page';

interface Document {
  readonly paths: Readonly<Record<string, object>>;
}

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;
const screenshots = join(projectRoot, 'coverage', 'browser');

let browser: Browser;
let docs: WatchedPage;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  if (chromium === undefined) return;
  browser = await launchChromium(chromium);
  docs = await openWatchedPage(browser, baseUrl());
});
afterAll(async () => {
  await browser?.close();
});

const blockOf = (verb: string, path: string) => `.opblock-${verb}:has([data-path="${path}"])`;

/**
 * Opens a route, unless it is open, and executes it, with the keyboard only. The response is visible
 * afterwards.
 */
async function call(verb: string, path: string, { body, back }: { body?: object; back?: boolean } = {}) {
  const { page, tabTo } = docs;
  const block = blockOf(verb, path);
  const key = back === true ? 'Shift+Tab' : 'Tab';
  if ((await page.locator(`${block}.is-open`).count()) === 0) {
    await tabTo(`${block} .opblock-summary-control`, key);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${block} .execute`);
  }
  if (body !== undefined) {
    await tabTo(`${block} textarea`);
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(JSON.stringify(body));
  }
  await tabTo(`${block} .execute`);
  const answered = page.waitForResponse((response) => response.url().startsWith(baseUrl() + path));
  await page.keyboard.press('Enter');
  const status = (await answered).status();
  const answer = page.locator(`${block} .live-responses-table :text-is("${status}")`);
  await answer.waitFor();
  const { y = -1, height = 0 } = (await answer.boundingBox()) ?? {};
  expect(y).toBeGreaterThanOrEqual(0);
  expect(y + height).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
  return status;
}

/** Opens a route of a fresh page and executes it. */
async function statusOf(page: Page, verb: string, path: string): Promise<number> {
  const block = page.locator(blockOf(verb, path));
  await block.locator('.opblock-summary-control').click();
  const answered = page.waitForResponse((response) => response.url() === baseUrl() + path);
  await block.locator('.execute').click();
  return (await answered).status();
}

async function useToken(verb: string, path: string) {
  const offer = `${blockOf(verb, path)} .token-offer`;
  await docs.tabTo(`${offer} button`);
  await docs.page.keyboard.press('Enter');
  await docs.page.waitForSelector(`${offer} :text("All later calls")`);
}

/** Opens every Schema tab, and expands everything in it. */
async function openSchemas(): Promise<void> {
  expect(await docs.clickAll('.opblock.is-open button.tablinks', 'Schema')).toBeGreaterThan(2);
  while ((await docs.clickAll('.json-schema-2020-12-expand-deep-button', 'Expand all')) > 0);
  expect(await docs.page.locator('.json-schema-2020-12-property:visible').count()).toBeGreaterThan(10);
}

inChromium(
  'with the keyboard alone, the docs page registers, signs in, makes a protected call and signs out',
  async () => {
    const { page } = docs;
    await page.goto(`${baseUrl()}/_local/docs`);
    await page.waitForSelector(blockOf('get', '/foo'));
    const { paths } = await page.evaluate<Document>("fetch('/_local/openapi.json').then((it) => it.json())");
    const documented = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((verb) => blockOf(verb, path)),
    );
    expect(await page.locator('.opblock').count()).toBe(documented.length);
    for (const block of documented) expect(await page.locator(block).count()).toBe(1);
    expect(await call('post', '/users')).toBe(201);
    const offered = await page.locator(`${blockOf('post', '/users')} textarea`).inputValue();
    expect(await call('post', '/sessions/create', { body: JSON.parse(offered) })).toBe(201);
    await useToken('post', '/sessions/create');
    expect(await call('get', '/foo')).toBe(200);
    expect(await call('delete', '/sessions/current', { back: true })).toBe(204);
    expect(await call('get', '/foo')).toBe(401);
    await page.locator(`${blockOf('get', '/foo')} .live-responses-table`).scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(screenshots, 'docs.png') });
  },
);

inChromium(
  'the docs page offers a new name at the next visit, so that its examples can be sent unchanged',
  async () => {
    // For another user: data that the first one stored is not visible.
    const { page } = await openWatchedPage(browser, baseUrl());
    await page.goto(`${baseUrl()}/_local/docs`);
    let offered = '';
    for (const path of ['/users', '/sessions/create']) {
      const block = page.locator(blockOf('post', path));
      await block.locator('.opblock-summary-control').click();
      offered = await block.locator('textarea').inputValue();
      const answered = page.waitForResponse((response) => response.url() === baseUrl() + path);
      await block.locator('.execute').click();
      expect((await answered).status()).toBe(201);
    }
    await page.reload();
    await page.locator(`${blockOf('post', '/sessions/create')} .opblock-summary-control`).click();
    const next = await page.locator(`${blockOf('post', '/sessions/create')} textarea`).inputValue();
    expect(JSON.parse(next).username).not.toBe(JSON.parse(offered).username);
    await page.close();
  },
);

inChromium('the docs page keeps the token after a reload, only in its tab, until sign-out', async () => {
  const tabs = await browser.newContext();
  const page = await tabs.newPage();
  await page.goto(`${baseUrl()}/_local/docs`);
  const post = page.locator(blockOf('post', '/users'));
  await post.locator('.opblock-summary-control').click();
  await post.locator('.execute').click();
  await post.locator('.token-offer button').click();
  await post.locator('.token-offer :text("All later calls")').waitFor();
  await page.reload();
  expect(await statusOf(page, 'get', '/users/me')).toBe(200);
  const other = await tabs.newPage();
  await other.goto(`${baseUrl()}/_local/docs`);
  expect(await statusOf(other, 'get', '/users/me')).toBe(401);
  await page.click('.auth-wrapper .authorize');
  await page.click('.auth-btn-wrapper button:has-text("Logout")');
  await page.reload();
  expect(await statusOf(page, 'get', '/users/me')).toBe(401);
  await tabs.close();
});

inChromium(
  'the docs page with open routes and their schemas is no wider than 360 px, accessible, and without errors',
  async () => {
    expect(await docs.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    // Two open routes contain everything that four do, in half the time.
    for (const block of [blockOf('post', '/users'), blockOf('delete', '/sessions/current')]) {
      await docs.page.click(`${block} .opblock-summary-control`);
    }
    await openSchemas();
    expect(await docs.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await docs.findAccessibilityFaults()).toEqual([]);
    // The browser itself reports the rejection.
    expect(docs.errors).toEqual([expect.stringContaining('status of 401')]);
    expect(await docs.findStrayRequests()).toEqual([]);
  },
);

inChromium(
  'the overview shows the refused request and what the authorizer logged of it, is no wider than 360 px, accessible, and without errors',
  async () => {
    const overview = await openWatchedPage(browser, baseUrl());
    const refused = overview.page
      .locator('tr:has-text("GET /foo"):has-text("401"):has-text("logged: ")')
      .first();
    // Other suites call the same server, which shows only its latest requests.
    while ((await refused.count()) === 0) {
      await fetch(`${baseUrl()}/foo`, { headers: { authorization: 'Bearer e30.e30.e30A' } });
      await overview.page.goto(`${baseUrl()}/_local/`);
    }
    expect(await refused.textContent()).toMatch(/logged: \w/);
    expect(await overview.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await overview.findAccessibilityFaults()).toEqual([]);
    expect(overview.errors).toEqual([]);
    expect(await overview.findStrayRequests()).toEqual([]);
    await overview.page.screenshot({ path: join(screenshots, 'overview.png') });
  },
);
