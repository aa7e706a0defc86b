/** A local run with hosted pages, and browsers that visit it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startRun, type TestRun } from '../faults/start-run';
import { launchChromium } from '../support/chromium';
import { synthesize } from '../support/synthesize';
import { findAccessibilityFaults } from './accessibility-faults';

/** A page without cookies. */
export interface PageVisit {
  readonly page: Page;
  /** What the policies of the pages have blocked, errors of scripts, and requests to other origins. */
  readonly faults: readonly string[];
  goTo(path: string): Promise<unknown>;
  /**
   * Adds what axe-core finds on the page that is shown to the faults, on both widths. A page with the same heading and
   * message is checked once. It needs JavaScript.
   */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The run. */
export interface PagesRun {
  readonly run: TestRun;
  /** Opens a page. @param javaScriptEnabled Default: true */
  open(javaScriptEnabled?: boolean): Promise<PageVisit>;
  close(): Promise<void>;
}

/** The widths of a small phone, and of a desktop, which pages are left at. */
const WIDTHS = [320, 1280];

/** Starts the run. @param chromium the path of Chromium */
export async function openPagesRun(chromium: string, stage: 'dev' | 'test' = 'dev'): Promise<PagesRun> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-pages-'));
  await synthesize({ output: join(folder, 'cdk.out'), stage });
  const run = await startRun({ assembly: join(folder, 'cdk.out'), maxInstances: 1, throttle: false });
  const browser = await launchChromium(chromium);
  return {
    run,
    async open(javaScriptEnabled = true) {
      const context = await browser.newContext({ javaScriptEnabled, locale: 'en-US' });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('console', (message) => {
        if (/Content Security Policy|Permissions-Policy/.test(message.text())) faults.push(message.text());
      });
      page.on('pageerror', ({ message }) => faults.push(message));
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== run.origin) faults.push(request.url());
      });
      const goTo = (path: string) => page.goto(`${run.origin}${path}`);
      const checked = new Set<string>();
      const check = async () => {
        const shown = await page.locator('h1, [role=status], [role=alert]').allTextContents();
        const name = [pathOf(page), ...shown].join(' ');
        if (checked.has(name)) return;
        checked.add(name);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 });
          const found = await findAccessibilityFaults(page);
          faults.push(...found.map((fault) => `${name} at ${width} px: ${fault}`));
        }
      };
      return { page, faults, goTo, check, close: () => context.close() };
    },
    async close() {
      await browser.close();
      await run.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Sends a form, and waits for the page that it leads to. A form that is folded is opened. */
export async function submit(
  page: Page,
  action: string,
  fields: Readonly<Record<string, string | true>> = {},
): Promise<void> {
  const form = page.locator('form', { has: page.locator(`input[name=action][value="${action}"]`) }).first();
  const folded = page.locator('details:not([open])', { has: form });
  if ((await folded.count()) > 0) await folded.locator('summary').click();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`input[name="${name}"]:not([type=hidden])`);
    if (value === true) await field.check();
    else await field.fill(value);
  }
  await Promise.all([page.waitForNavigation(), form.locator('button[type=submit]').click()]);
}

/** Returns what the page says of the last form. */
export const said = (page: Page) =>
  page.locator('[role=status],[role=alert]:not([hidden])').first().textContent();

/** Returns the path of the page. */
export const pathOf = (page: Page) => new URL(page.url()).pathname;
