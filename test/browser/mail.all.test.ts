/** The inbox of a local run in a browser: it updates by itself, and a mail cannot act on the page. */
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type LocalRun, startLocalRun } from '../../local/start-local-run';
import { makeInput, makeSimple } from '../local/aws/ses/run-ses';
import { synthesizeMailFixture } from '../local/synthesize-mail-fixture';
import { createTemporaryFolder } from '../local/template/temporary-folder';
import { findChromium, launchChromium } from '../support/chromium';
import { projectRoot } from '../support/synthesize';
import { waitUntil } from '../support/wait-until';
import { openWatchedPage, type WatchedPage } from './watched-page';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;

let run: LocalRun;
let browser: Browser;
let watched: WatchedPage;
/** A server that a mail would like to reach, and the paths that it was asked for. */
let tracker: Server;
const tracked: (string | undefined)[] = [];

beforeAll(async () => {
  if (chromium === undefined) return;
  tracker = createServer((request, response) => {
    tracked.push(request.url);
    response.end();
  });
  await new Promise<void>((resolve) => tracker.listen(0, '127.0.0.1', resolve));
  run = await startLocalRun({
    project: createTemporaryFolder(),
    assembly: synthesizeMailFixture(),
    memory: true,
  });
  browser = await launchChromium(chromium);
  watched = await openWatchedPage(browser, run.origin);
  await watched.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await watched.page.goto(`${run.origin}/_local/mail`);
});
afterAll(async () => {
  await browser?.close();
  await run?.close();
  tracker?.close();
});

const send = (input: object) => fetch(run.origin, { method: 'POST', body: JSON.stringify(input) });

const TEXT = 'Hello\n\nK7QM-2XPD\n\nhttps://example.com/verify#secret';
const writeMail = (elsewhere: string) => `<!doctype html><html lang="de"><head><title>t</title></head><body>
<p id="styled" style="color: rgb(1, 2, 3)">Hallo</p>
<script>parent.document.title = 'owned'; document.title = 'owned'</script>
<img src="${elsewhere}/pixel.png" onerror="parent.document.title = 'owned'" alt="">
<form action="${elsewhere}/form"><button id="send">Send</button></form>
<a id="out" href="${elsewhere}/page">out</a></body></html>`;

inChromium('a mail appears by itself, with its buttons', async () => {
  const { page } = watched;
  await page.waitForSelector('#mail-count:text-is("No mails yet.")');
  await send(
    makeSimple({
      Body: {
        Text: { Data: TEXT },
        Html: { Data: writeMail(`http://127.0.0.1:${(tracker.address() as AddressInfo).port}`) },
      },
    }),
  );
  await page.waitForSelector('#mail-count:text-is("1 mail.")');
  await page.click('[data-copy="K7QM-2XPD"]');
  await page.waitForSelector('.outcome:text-is("Copied.")');
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('K7QM-2XPD');
  expect(await page.getAttribute('a.button', 'href')).toBe('https://example.com/verify#secret');
  await page.click('[data-feedback="bounce"]');
  await page.waitForSelector('.outcome:text-matches("^Rule.*: the function returned$")');
  await page.click('[data-feedback="complaint"]');
  await page.waitForSelector('.outcome.bad:text-matches("has no enabled .* event type complaint")');
});

inChromium('the HTML of a mail has its styles, and neither runs scripts nor leaves the machine', async () => {
  const { page } = watched;
  await page.click('summary:text-is("HTML")');
  const frame = page.frameLocator('iframe');
  await frame.locator('#styled').waitFor();
  expect(
    await frame.locator('#styled').evaluate("getComputedStyle(document.getElementById('styled')).color"),
  ).toBe('rgb(1, 2, 3)');
  // until the image is loaded or blocked, it may still be requested
  await waitUntil(() => frame.locator('img').evaluate('document.images[0].complete') as Promise<boolean>);
  await frame.locator('#send').click();
  await frame.locator('#out').click();
  // Chromium shows an error in place of the page that the link leads to
  await waitUntil(async () => (await frame.locator('#out').count()) === 0);
  expect(await page.title()).toBe('Mail');
  expect(page.url()).toBe(`${run.origin}/_local/mail`);
  expect(tracked).toEqual([]);
});

inChromium(
  'parts that are open stay open when a mail arrives, and mails that are gone disappear',
  async () => {
    const { page } = watched;
    await page.click('summary:text-is("Source")');
    await send(makeInput());
    await page.waitForSelector('#mail-count:text-is("2 mails.")');
    expect(await page.locator('details[open] > summary:text-is("Source")').count()).toBe(1);
    expect(await page.locator('article').first().textContent()).toContain('123456');
    await page.click('#empty');
    await page.waitForSelector('#mail-count:text-is("No mails yet.")');
    expect(await page.locator('article').count()).toBe(0);
  },
);

inChromium('the page says that the run does not respond, until it does', async () => {
  const { page } = watched;
  await page.route('**/_local/mail', (route) => route.abort());
  const shown = page.locator('#mail-error');
  await page.waitForSelector('#mail-error:not(:empty)');
  expect(await shown.textContent()).toBe('Failed to fetch');
  await page.unroute('**/_local/mail');
  // an element without text is not visible
  await page.waitForSelector('#mail-error:empty', { state: 'attached' });
  expect(await shown.textContent()).toBe('');
});

inChromium('the page is no wider than 360 px and accessible', async () => {
  const { page, findAccessibilityFaults } = watched;
  await send(makeSimple({ Subject: { Data: 'x'.repeat(300) }, Body: { Text: { Data: TEXT } } }));
  await page.waitForSelector('#mail-count:text-is("1 mail.")');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  expect(await findAccessibilityFaults()).toEqual([]);
  const folder = join(projectRoot, 'coverage', 'browser');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, 'mail.png') });
});
