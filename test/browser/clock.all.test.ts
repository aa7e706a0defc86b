/** The clock buttons on the overview page of a local run. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startRun, type TestRun } from '../faults/start-run';
import { findChromium, launchChromium } from '../support/chromium';
import { projectRoot } from '../support/synthesize';
import { openWatchedPage, type WatchedPage } from './watched-page';

const chromium = findChromium();
const inChromium = chromium === undefined ? test.skip : test;

let run: TestRun;
let browser: Browser;
let watched: WatchedPage;

beforeAll(async () => {
  if (chromium === undefined) return;
  run = await startRun({ maxInstances: 1, standingClock: true });
  browser = await launchChromium(chromium);
  watched = await openWatchedPage(browser, run.origin);
  await watched.page.goto(`${run.origin}/_local/`);
});
afterAll(async () => {
  await browser?.close();
  await run?.close();
});

/** Waits until the page shows how far the clock is ahead. */
const showsAhead = (ahead: string) => watched.page.waitForSelector(`#clock-ahead:text-is("${ahead}")`);

inChromium('a keyboard turns the clock, and the page shows it', async () => {
  const { page, tabTo, errors, findStrayRequests } = watched;
  await tabTo('[data-advance="PT15M"]');
  await page.keyboard.press('Enter');
  await showsAhead('PT15M');
  await tabTo('[data-advance="PT1H"]');
  await page.keyboard.press('Enter');
  await showsAhead('PT1H15M');
  await tabTo('[data-advance="P1D"]');
  await page.keyboard.press('Space');
  await showsAhead('P1DT1H15M');
  const now = new Date(run.clock.now()).toISOString();
  expect(await page.locator('#clock-now').textContent()).toBe(now);
  expect(await page.locator('#clock-now').getAttribute('datetime')).toBe(now);
  expect([errors, await findStrayRequests()]).toEqual([[], []]);
  const folder = join(projectRoot, 'coverage', 'browser');
  mkdirSync(folder, { recursive: true });
  await page.locator('section[aria-labelledby="clock"]').screenshot({ path: join(folder, 'clock.png') });
});

inChromium('a rejected turn is shown, and the next turn clears the message', async () => {
  const { page } = watched;
  await run.turnClock(3_649 * 86_400 - 86_400);
  const before = run.clock.now();
  await page.click('[data-advance="P1D"]');
  await page.waitForSelector('#clock-error:text("at most 3650 days ahead")');
  expect(run.clock.now()).toBe(before);
  await page.click('[data-advance="PT1H"]');
  await page.waitForSelector('#clock-error:text-is("")', { state: 'attached' });
  await showsAhead('P3649DT2H15M');
  expect(run.clock.now()).toBe(before + 3_600_000);
});
