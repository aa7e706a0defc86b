/** A page of a browser that remembers what must not happen on it. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** A page. */
export interface WatchedPage {
  readonly page: Page;
  /** What it wrote to the console as an error, and what it threw. */
  readonly errors: readonly string[];
  /** Requests to anywhere but the origin. */
  readonly strayRequests: readonly string[];
  /** What axe-core finds in both colour schemes, a line for each element. */
  findAccessibilityFaults(): Promise<readonly string[]>;
  /** Moves the focus by keyboard until it is on the element. */
  tabTo(selector: string, key?: 'Tab' | 'Shift+Tab'): Promise<void>;
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** Nothing but contrast differs between the schemes. */
const RUNS = [
  ['light', "axe.run({ resultTypes: ['violations'] })"],
  ['dark', "axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations'] })"],
] as const;

/** By then the page has heard of the scheme. */
const NEXT_FRAME = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';

const MAX_TABS = 300;

/** Opens an empty page of 360 px. */
export async function openWatchedPage(browser: Browser, origin: string): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const errors: string[] = [];
  const strayRequests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) strayRequests.push(url);
  });
  return {
    page,
    errors,
    strayRequests,
    async findAccessibilityFaults() {
      const faults: string[] = [];
      await page.evaluate(axe);
      for (const [colorScheme, run] of RUNS) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(NEXT_FRAME);
        const { violations } = (await page.evaluate(run)) as AxeResult;
        for (const { id, nodes } of violations) {
          faults.push(...nodes.map(({ html }) => `${colorScheme}: ${id}: ${html.slice(0, 120)}`));
        }
      }
      return faults;
    },
    async tabTo(selector, key = 'Tab') {
      const isThere = `document.activeElement === document.querySelector(${JSON.stringify(selector)})`;
      for (let tabs = 0; tabs < MAX_TABS; tabs += 1) {
        if (await page.evaluate(isThere)) return;
        await page.keyboard.press(key);
      }
      throw new Error(`The keyboard does not reach ${selector}`);
    },
  };
}
