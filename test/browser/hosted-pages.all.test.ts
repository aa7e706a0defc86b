/** The hosted pages in a browser, with the policy that they are served with: each state on narrow and wide screens, and the script. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Look } from '../../lambda/pages/look';
import type { PageLanguage, PageModel } from '../../lambda/pages/page-model';
import { renderPage } from '../../lambda/pages/render-page';
import { PAGE_SCRIPT } from '../../lambda/pages/script/page-script';
import { createStyle } from '../../lambda/pages/views/style';
import { fullLook, pageStates } from '../lambda/pages/page-states';
import { findChromium, launchChromium } from '../support/chromium';
import { projectRoot } from '../support/synthesize';
import { openWatchedPage, type WatchedPage } from './watched-page';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;
const WIDTHS = [320, 1_280] as const;
const languages: readonly PageLanguage[] = ['en', 'de'];
const folder = join(projectRoot, 'coverage', 'browser');

const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const look: Look = { name: 'Latchkey' };
const policyOf = (style: string) =>
  [
    "default-src 'none'",
    `style-src ${sourceOf(style)}`,
    `script-src ${sourceOf(PAGE_SCRIPT)}`,
    'img-src data:',
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** A request that changes something. */
interface Sent {
  readonly path: string;
  readonly body: string;
}

let server: Server;
let browser: Browser;
let watched: WatchedPage;
let origin: string;
let sent: Sent[];
/** The response to requests for options. Forms get a 204, after which the page stays. */
let options: { readonly status: number; readonly body: object };

beforeAll(async () => {
  if (chromium === undefined) return;
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      sent.push({ path: url.pathname, body: Buffer.concat(chunks).toString() });
      if (url.pathname.endsWith('/options')) {
        response.writeHead(options.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(options.body));
      } else response.writeHead(204).end();
      return;
    }
    const shown = url.searchParams.has('look') ? fullLook : look;
    const model = (pageStates as Readonly<Record<string, PageModel>>)[url.pathname.slice(1)];
    if (!model) return void response.writeHead(204).end();
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', policyOf(createStyle(shown)));
    const language = url.searchParams.get('lang') === 'de' ? 'de' : 'en';
    response.end(renderPage(model, { language, look: shown, csrf: 'token', path: url.pathname }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await launchChromium(chromium);
  mkdirSync(folder, { recursive: true });
});
beforeEach(async () => {
  sent = [];
  options = { status: 404, body: {} };
  if (chromium !== undefined) watched = await openWatchedPage(browser, origin);
});
afterEach(async () => {
  await watched?.page.close();
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

const focused = (page: Page) => page.evaluate('document.activeElement.id');

inChromium.each(Object.keys(pageStates))('%s is usable on both widths, in light and dark', async (name) => {
  const { page, errors, findAccessibilityFaults, findStrayRequests } = watched;
  const faults: string[] = [];
  for (const [index, width] of WIDTHS.entries()) {
    const [language = 'en'] = languages.slice(index);
    await page.setViewportSize({ width, height: 740 });
    await page.goto(`${origin}/${name}?lang=${language}${index === 1 ? '&look' : ''}`);
    if ((await page.evaluate('document.documentElement.scrollWidth')) !== width)
      faults.push(`${width}: wide`);
    faults.push(...(await findAccessibilityFaults()).map((fault) => `${width}: ${fault}`));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
  const small = await page.evaluate(
    "[...document.querySelectorAll('main button,main .button,main input')].filter((e) => e.checkVisibility() && e.type !== 'checkbox' && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML)",
  );
  // the status of the options of a passkey is an error of the network
  expect([faults, small, errors.filter((error) => !/404/.test(error)), await findStrayRequests()]).toEqual([
    [],
    [],
    [],
    [],
  ]);
});

inChromium('an invalid field has the focus, with and without the script', async () => {
  const { page } = watched;
  await page.goto(`${origin}/sign-in-wrong`);
  expect(await focused(page)).toBe('password-password');
  await page.goto(`${origin}/error-expired`);
  expect(await focused(page)).toBe('alert');
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${origin}/sign-in-wrong`);
  expect(await plain.locator('#password-password').evaluate((field) => field.matches(':focus'))).toBe(true);
  expect(await plain.locator('[data-needs-passkeys]').isVisible()).toBe(false);
  expect(await plain.locator('[data-shows]').isVisible()).toBe(false);
  await context.close();
});

inChromium('a password can be shown', async () => {
  const { page } = watched;
  await page.goto(`${origin}/sign-in`);
  await page.fill('#password-password', 'a phrase');
  const button = page.getByRole('button', { name: 'Show password' });
  await button.click();
  expect(await page.getAttribute('#password-password', 'type')).toBe('text');
  expect(await button.getAttribute('aria-pressed')).toBe('true');
  await button.click();
  expect(await page.getAttribute('#password-password', 'type')).toBe('password');
});

inChromium('an empty or short field is marked before the form is sent, until it is changed', async () => {
  const { page } = watched;
  await page.goto(`${origin}/sign-up`);
  await page.fill('#password-username', 'ada');
  await page.locator('#password-password').pressSequentially('short');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('password-password');
  expect(await page.textContent('#password-password-inline')).toBe('This is too short.');
  expect(await page.getAttribute('#password-password', 'aria-describedby')).toBe(
    'password-password-hint password-password-inline',
  );
  await page.keyboard.type(' no more');
  expect(await page.locator('#password-password-inline').count()).toBe(0);
  expect(await page.getAttribute('#password-password', 'aria-describedby')).toBe('password-password-hint');
  expect(sent).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForSelector('form[data-sent]');
  expect(new URLSearchParams(sent[0]?.body).get('password')).toBe('short no more');
});

inChromium('a form is sent once, but the export as often as the user wants', async () => {
  const { page } = watched;
  await page.goto(`${origin}/sign-in-smallest`);
  await page.fill('#password-username', 'ada');
  await page.fill('#password-password', 'a phrase');
  await page.evaluate("const f = document.querySelector('form'); f.requestSubmit(); f.requestSubmit()");
  await page.waitForSelector('form[aria-busy=true]');
  await page.goto(`${origin}/account`);
  for (const _ of [1, 2]) {
    const exporting = page.waitForResponse(`${origin}/account`);
    await page.getByRole('button', { name: 'Download' }).click();
    await exporting;
  }
  expect(sent.map(({ path, body }) => `${path} ${new URLSearchParams(body).get('action')}`)).toEqual([
    '/sign-in password',
    '/account export',
    '/account export',
  ]);
});

/** Gives the page an authenticator that verifies its user. */
async function addAuthenticator(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

const creation = {
  challenge: 'AQIDBAUGBwgJCgsMDQ4PEA',
  rp: { id: 'localhost', name: 'Latchkey' },
  user: { id: 'YWRh', name: 'ada', displayName: 'ada' },
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  excludeCredentials: [],
};

inChromium('a passkey is created for a new account, and signs in', async () => {
  const { page } = watched;
  await addAuthenticator(page);
  await page.goto(`${origin}/sign-up`);
  const create = page.getByRole('button', { name: 'Create account with a passkey' });
  await create.click();
  expect(await focused(page)).toBe('password-username');
  expect(sent).toEqual([]);
  await page.fill('#password-username', 'ada');
  options = { status: 200, body: { ceremony_id: 'first', options: creation } };
  const creating = page.waitForRequest(`${origin}/sign-up`);
  await create.click();
  const form = new URLSearchParams((await creating).postData() ?? '');
  expect(sent[0]).toEqual({ path: '/users/passkey/options', body: '{"username":"ada"}' });
  expect([form.get('action'), form.get('username'), form.get('ceremony_id')]).toEqual([
    'passkey',
    'ada',
    'first',
  ]);
  const created = JSON.parse(form.get('credential') ?? '');
  expect(created).toMatchObject({ type: 'public-key', response: { attestationObject: expect.any(String) } });

  options = {
    status: 200,
    body: { ceremony_id: 'second', options: { challenge: 'AQID', rpId: 'localhost' } },
  };
  const signingIn = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url() === `${origin}/sign-in`,
  );
  await page.goto(`${origin}/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  const answer = new URLSearchParams((await signingIn).postData() ?? '');
  expect([answer.get('action'), answer.get('ceremony_id'), answer.get('return_to')]).toEqual([
    'passkey',
    'second',
    pageStates['sign-in'].returnTo,
  ]);
  expect(JSON.parse(answer.get('credential') ?? '')).toMatchObject({
    id: created.id,
    response: { signature: expect.any(String), userHandle: 'YWRh' },
  });
});

inChromium('a browser that cannot write JSON of passkeys is served too', async () => {
  const { page } = watched;
  await addAuthenticator(page);
  await page.addInitScript('delete globalThis.PublicKeyCredential.prototype.toJSON');
  await page.goto(`${origin}/sign-up`);
  await page.fill('#password-username', 'ada');
  options = { status: 200, body: { ceremony_id: 'first', options: creation } };
  const creating = page.waitForRequest(`${origin}/sign-up`);
  await page.getByRole('button', { name: 'Create account with a passkey' }).click();
  const form = new URLSearchParams((await creating).postData() ?? '');
  const { id, rawId, response } = JSON.parse(form.get('credential') ?? '');
  expect(rawId).toBe(id);
  expect(Buffer.from(response.clientDataJSON, 'base64url').toString()).toContain('"type":"webauthn.create"');
});

inChromium('a passkey that cannot be used is announced, and so is a problem of the API', async () => {
  const { page } = watched;
  await page.goto(`${origin}/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  const alert = page.locator('form[data-passkey] [role=alert]');
  await alert.waitFor({ state: 'visible' });
  expect(await alert.textContent()).toBe('The passkey was not used. Try again, or choose another way.');
  options = { status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } };
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForSelector('text=There were too many attempts.');
  expect(await alert.isVisible()).toBe(true);
});
