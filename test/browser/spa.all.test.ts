/** examples/spa on another origin in Chromium: its user signs in on the pages, and it calls the API. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { bundleClient } from '../../lib/bundling/bundle-client';
import { startRun, type TestRun } from '../faults/start-run';
import { createCredentials } from '../support/accounts';
import { findChromium, launchChromium } from '../support/chromium';
import { projectRoot, synthesize } from '../support/synthesize';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;
/** One of the stage's `corsOrigins`, and the origin of its app. */
const APP = 'http://localhost:5173';
const folder = mkdtempSync(join(tmpdir(), 'latchkey-spa-'));
const { username, password } = createCredentials();

let run: TestRun;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (chromium === undefined) return;
  const assembly = join(folder, 'cdk.out');
  await Promise.all([bundleClient(folder), synthesize({ output: assembly, stage: 'dev' })]);
  run = await startRun({ assembly, maxInstances: 1, throttle: false });
  browser = await launchChromium(chromium);
  const context = await browser.newContext({ permissions: ['local-network-access'] });
  // the files as examples/spa/serve.mjs serves them, whose port another program may have
  await context.route(`${APP}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/settings.json') return route.fulfill({ json: { baseUrl: run.origin } });
    const isPage = pathname === '/';
    const source = pathname.startsWith('/client/')
      ? join(folder, basename(pathname))
      : join(projectRoot, 'examples/spa', isPage ? 'index.html' : basename(pathname));
    return route.fulfill({
      contentType: isPage ? 'text/html' : 'text/javascript',
      body: readFileSync(source),
    });
  });
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await run?.close();
  rmSync(folder, { recursive: true, force: true });
});

inChromium('a new user signs up on the pages and comes back signed in', async () => {
  await page.goto(`${APP}/`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${run.origin}/sign-in?**`);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.locator('#password-username').fill(username);
  await page.locator('#password-password').fill(password);
  await page.getByRole('button', { name: 'Create account', exact: true }).click();
  await page.getByText(`Signed in as ${username}`).waitFor();
  expect(page.url()).toBe(`${APP}/`);
});

inChromium('it calls GET /foo with the tokens of its session, also after a reload', async () => {
  await page.locator('[name=name]').fill('first');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('listitem').filter({ hasText: 'first' }).waitFor();
  await page.reload();
  await page.getByRole('listitem').filter({ hasText: 'first' }).waitFor();
  expect(await page.locator('#username').textContent()).toBe(username);
});

inChromium(
  'after its sign-out, the user is still signed in on the pages and comes back at once',
  async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(`Signed in as ${username}`).waitFor();
    expect(page.url()).toBe(`${APP}/`);
  },
);

test('its server serves the page, the module and the address of the API', async () => {
  const server: ChildProcess = spawn(process.execPath, [
    join(projectRoot, 'examples/spa/serve.mjs'),
    'http://localhost:4000',
    '0',
  ]);
  try {
    const [line] = (await new Promise((resolve) =>
      server.stdout?.once('data', (data) => resolve([data])),
    )) as [Buffer];
    const [, origin] = /ready (\S+)/.exec(String(line)) ?? [];
    expect(await (await fetch(`${origin}/settings.json`)).json()).toEqual({
      baseUrl: 'http://localhost:4000',
    });
    expect(await (await fetch(`${origin}/`)).text()).toContain('<title>Foos</title>');
    expect((await fetch(`${origin}/app.mjs`)).headers.get('content-type')).toBe('text/javascript');
    expect((await fetch(`${origin}/../package.json`)).status).toBe(404);
  } finally {
    server.kill();
  }
});
