/**
 * The built client in two browser tabs that share one session. However they interleave, the session stays
 * valid.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { bundleClient } from '../../lib/bundling/bundle-client';
import { createCredentials } from '../support/accounts';
import { findChromium, launchChromium } from '../support/chromium';
import { allowedOrigin, baseUrl } from '../support/server-under-test';

const chromium = findChromium();
const describeInChromium = chromium === undefined ? describe.skip : describe;
const rounds = process.env.SOAK === '1' ? 50 : 5;

/** The `tab` in each tab's `window`. */
interface Tab {
  /** Marks the access token of a just refreshed session as expired, in every tab. */
  expire(): Promise<void>;
  /** Makes three calls at once. Returns the statuses. */
  call(): Promise<number[]>;
  isSignedIn(): Promise<boolean>;
  readonly told: number;
}

const page = (url: string) => `<!doctype html><title>A tab</title><script type="module">
  import { createClient } from '/create-client.js';
  import { indexedDbStorage } from '/indexed-db-storage.js';
  import { webStorage } from '/web-storage.js';
  const storage = location.search === '?localStorage' ? webStorage() : indexedDbStorage();
  const client = createClient({
    baseUrl: ${JSON.stringify(url)}, storage, storageKey: 'session', onSignedOut: () => tab.told++,
  });
  const tab = {
    told: 0,
    expire: async () => {
      const session = JSON.parse(await storage.get('session'));
      await storage.set('session', JSON.stringify({ ...session, expiresAt: 0 }));
    },
    call: async () => (await Promise.all([1, 2, 3].map(() => client.fetch('/users/me')))).map(({ status }) => status),
    signUp: client.signUp,
    signOut: client.signOut,
    isSignedIn: client.isSignedIn,
  };
  window.tab = tab;
</script>`;

describeInChromium('two tabs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-client-'));
  let browser: Browser;
  let context: BrowserContext;
  let tabs: readonly Page[];
  let refreshes: number;

  async function openTab(storage: string): Promise<Page> {
    const tab = await context.newPage();
    await tab.goto(`${allowedOrigin()}/?${storage}`);
    await tab.waitForFunction('window.tab');
    return tab;
  }

  /** Opens two tabs, and signs in with one of them. */
  async function openTabs(storage: string): Promise<void> {
    tabs = await Promise.all([openTab(storage), openTab(storage)]);
    await tabs[0]?.evaluate(`window.tab.signUp(${JSON.stringify(createCredentials())})`);
  }

  const inTabs = <Result>(act: (tab: Tab) => Result | Promise<Result>) =>
    Promise.all(tabs.map((tab) => inTab(tab, act)));

  /** Lets both tabs find an expired token at once. Returns how many refreshes succeeded. */
  async function rendezvous(): Promise<number> {
    refreshes = 0;
    await tabs[0]?.evaluate('window.tab.expire()');
    expect((await inTabs((tab) => tab.call())).flat()).toEqual([200, 200, 200, 200, 200, 200]);
    return refreshes;
  }

  beforeAll(async () => {
    if (chromium === undefined) return;
    await bundleClient(folder);
    browser = await launchChromium(chromium);
    // The permission that a page on the internet needs to call a machine's own servers.
    context = await browser.newContext({ permissions: ['local-network-access'] });
    await context.route(`${allowedOrigin()}/**`, (route) => {
      const name = basename(new URL(route.request().url()).pathname);
      return name === ''
        ? route.fulfill({ contentType: 'text/html', body: page(baseUrl()) })
        : route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(folder, name)) });
    });
    // A refresh whose response took too long is sent again, with the same token.
    context.on('response', (response) => {
      const isRefresh =
        response.url().endsWith('/sessions/refresh') && response.request().method() === 'POST';
      if (isRefresh && response.status() === 200) refreshes++;
    });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test(`in IndexedDB refresh once when both need to, ${rounds} times in a row`, async () => {
    await openTabs('indexedDB');
    const taken = [];
    for (let round = 0; round < rounds; round++) taken.push(await rendezvous());
    expect(taken).toEqual(taken.map(() => 1));
    expect(await inTabs((tab) => tab.told)).toEqual([0, 0]);
  });

  test('a tab that is opened later is signed in', async () => {
    const later = await openTab('indexedDB');
    expect(await inTab(later, (tab) => tab.call())).toEqual([200, 200, 200]);
    await later.close();
  });

  test('signing out in one signs out the other', async () => {
    await tabs[0]?.evaluate('window.tab.signOut()');
    expect(await inTabs((tab) => tab.isSignedIn())).toEqual([false, false]);
    expect((await inTabs((tab) => tab.call())).flat()).toEqual([401, 401, 401, 401, 401, 401]);
    expect(await inTabs((tab) => tab.told)).toEqual([0, 1]);
  });

  test('do not block a deletion of the database', async () => {
    const deleted = tabs[0]?.evaluate(`new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase('latchkey');
      request.onsuccess = () => resolve('deleted');
      request.onblocked = () => reject(new Error('blocked'));
    })`);
    expect(await deleted).toBe('deleted');
    expect(await inTabs((tab) => tab.isSignedIn())).toEqual([false, false]);
  });

  test(`in localStorage stay signed in when either refreshes, ${rounds} times in a row`, async () => {
    await openTabs('localStorage');
    for (let round = 0; round < rounds; round++) expect([1, 2]).toContain(await rendezvous());
    expect(await inTabs((tab) => tab.told)).toEqual([0, 0]);
  });
});

function inTab<Result>(tab: Page, act: (tab: Tab) => Result | Promise<Result>): Promise<Result> {
  return tab.evaluate(`(${act})(window.tab)`);
}
