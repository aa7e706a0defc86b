/**
 * Second factors in Chromium: the built client enrols an authenticator app, signs in with it, and steps up. The page
 * of the local run is the authenticator.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { bundleClient } from '../../lib/bundling/bundle-client';
import { startRun, type TestRun } from '../faults/start-run';
import { createCredentials } from '../support/accounts';
import { findChromium, launchChromium } from '../support/chromium';
import { allowedOrigin } from '../support/server-under-test';
import { projectRoot } from '../support/synthesize';
import { openWatchedPage, type WatchedPage } from './watched-page';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;
const folder = mkdtempSync(join(tmpdir(), 'latchkey-client-'));
const credentials = createCredentials();

let run: TestRun;
let browser: Browser;
let app: Page;
let watched: WatchedPage;
let recoveryCodes: readonly string[];

/** A page of an app, with the client in `client` and the number of step-ups that it was asked for in `asked`. */
const appPage = (url: string) => `<!doctype html><title>An app</title><script type="module">
  import { createClient } from '/create-client.js';
  window.asked = 0;
  window.client = createClient({
    baseUrl: ${JSON.stringify(url)},
    onStepUp: async () => {
      window.asked++;
      await window.client.stepUp({ kind: 'totp', code: window.code });
    },
  });
</script>`;

/** Evaluates an expression of the app's page, in which `client` is the client. */
const inApp = <Result>(expression: string): Promise<Result> => app.evaluate(expression) as Promise<Result>;

beforeAll(async () => {
  if (chromium === undefined) return;
  await bundleClient(folder);
  // the clock stands, so that a code is shown until the test turns it
  run = await startRun({ maxInstances: 1, standingClock: true });
  browser = await launchChromium(chromium);
  // The permission that a page on the internet needs to call a machine's own servers.
  const context = await browser.newContext({ permissions: ['local-network-access'] });
  await context.route(`${allowedOrigin()}/**`, (route) => {
    const name = basename(new URL(route.request().url()).pathname);
    return name === ''
      ? route.fulfill({ contentType: 'text/html', body: appPage(run.origin) })
      : route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(folder, name)) });
  });
  app = await context.newPage();
  await app.goto(`${allowedOrigin()}/`);
  await app.waitForFunction('window.client');
  watched = await openWatchedPage(browser, run.origin);
  await watched.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await watched.page.goto(`${run.origin}/_local/authenticator`);
});
afterAll(async () => {
  await browser?.close();
  await run?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Copies the code of the only authenticator app that the page shows, as a user does. */
async function copyCode(): Promise<string> {
  const { page } = watched;
  await page.click('[data-copy]');
  await page.waitForSelector('.outcome:text-is("Copied.")');
  return (await page.evaluate('navigator.clipboard.readText()')) as string;
}

/** Turns the clock of the run by some seconds, and copies the code once the page shows it. */
async function copyCodeAfter(seconds: number): Promise<string> {
  const { page } = watched;
  await run.turnClock(seconds);
  const headers = { accept: 'application/json' };
  const answer = await fetch(`${run.origin}/_local/authenticator`, { headers });
  const { items } = (await answer.json()) as { readonly items: readonly { readonly code: string }[] };
  await page.waitForSelector(`[data-part="code"]:text-is("${items[0]?.code}")`);
  return copyCode();
}

inChromium(
  'a user enrols an authenticator app, and confirms it by the code that the page shows',
  async () => {
    const { page } = watched;
    await page.waitForSelector('#factor-count:text-is("No authenticator apps yet.")');
    await inApp(`client.signUp(${JSON.stringify(credentials)})`);
    const { id, qrSvg } = await inApp<{ id: string; qrSvg: string }>(
      `client.enrolTotp({ name: 'My phone' })`,
    );
    expect(qrSvg).toContain('<svg');
    await page.waitForSelector(`h2:text-is("${credentials.username} · My phone")`);
    expect(await page.textContent('[data-part="pending"]')).toBe('. Not confirmed yet');
    const code = JSON.stringify(await copyCode());
    recoveryCodes = await inApp(`client.confirmTotp(${JSON.stringify(id)}, ${code})`);
    expect(recoveryCodes).toHaveLength(10);
    await page.waitForSelector('[data-part="pending"]:text-is("")', { state: 'attached' });
    await inApp('client.signOut()');
  },
);

inChromium('the page fits 320 px, in light and dark, and is accessible', async () => {
  const { page, findAccessibilityFaults } = watched;
  const shots = join(projectRoot, 'coverage', 'browser');
  mkdirSync(shots, { recursive: true });
  await page.setViewportSize({ width: 320, height: 740 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(shots, `authenticator-320-${colorScheme}.png`) });
  }
  expect(await findAccessibilityFaults()).toEqual([]);
  expect(await page.getAttribute('nav a[aria-current]', 'href')).toBe('/_local/authenticator');
});

inChromium('a sign-in takes two steps, and each code works once', async () => {
  const { username, password } = credentials;
  const signIn = `client.signIn({ username: ${JSON.stringify(username)}, password: ${JSON.stringify(password)} })`;
  const begin = `(async () => (window.challenge = await ${signIn}))()`;
  const challenge = await inApp(begin);
  expect(challenge).toMatchObject({ username, kinds: ['totp', 'recovery_code'] });
  expect(await inApp('client.isSignedIn()')).toBe(false);
  const answer = (kind: string, code: string) =>
    inApp(
      `client.answerChallenge(challenge, ${JSON.stringify({ kind, code })}).then(() => 'done', ({ code }) => code)`,
    );
  const code = await copyCodeAfter(30);
  expect(await answer('totp', code)).toBe('done');
  expect(await inApp(`client.fetch('/users/me').then(({ status }) => status)`)).toBe(200);
  await inApp('client.signOut()');
  await inApp(begin);
  expect(await answer('totp', code)).toBe('INVALID_CODE');
  expect(await answer('recovery_code', recoveryCodes[0] ?? '')).toBe('done');
  expect(await inApp('client.listFactors()')).toMatchObject({
    factors: [{ kind: 'totp', name: 'My phone' }],
    recoveryCodesLeft: 9,
  });
});

inChromium('a deletion asks for a step-up by a code, once the authentication is too old', async () => {
  const code = await copyCodeAfter(11 * 60);
  await inApp(`window.code = ${JSON.stringify(code)}`);
  const status = await inApp(`client.fetch('/users/me', { method: 'DELETE' }).then(({ status }) => status)`);
  expect([status, await inApp('window.asked')]).toEqual([204, 1]);
  await watched.page.waitForSelector('#factor-count:text-is("No authenticator apps yet.")');
  expect([watched.errors, await watched.findStrayRequests()]).toEqual([[], []]);
});
