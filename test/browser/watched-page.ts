/** A browser page that records errors, requests to other origins and accessibility faults. */
import type { Browser, Page, Request } from 'playwright-core';
import { findAccessibilityFaults, NEXT_FRAME } from './accessibility-faults';

/** A page. */
export interface WatchedPage {
  readonly page: Page;
  /** The errors that it logged to the console or threw. */
  readonly errors: readonly string[];
  /** Returns the requests to any other origin, but those that the policy of the page has blocked. */
  findStrayRequests(): Promise<readonly string[]>;
  /** Returns axe-core's findings in both color schemes, one line per element. */
  findAccessibilityFaults(): Promise<readonly string[]>;
  /** Moves the focus with the keyboard until it is on the element. */
  tabTo(selector: string, key?: TabKey): Promise<void>;
  /**
   * Clicks all visible elements that match and contain the text, all at once. Clicked one by one, each would
   * redraw the page.
   * @returns the number of elements
   * @throws Error when another element covers one of them
   */
  clickAll(selector: string, text: string): Promise<number>;
}

type TabKey = 'Tab' | 'Shift+Tab';

const MAX_TABS = 300;

/** The number of simultaneous key presses: a round trip costs more than its work. */
const TABS_AT_ONCE = 25;

/** Makes the page ignore further Tabs once the focus is on an element, until it must stop elsewhere. */
const stopAt = (selector: string) => `{
  globalThis.stopping?.abort();
  globalThis.stopping = new AbortController();
  const isThere = () => document.activeElement === document.querySelector(${JSON.stringify(selector)});
  const stop = (event) => {
    if (event.key === 'Tab' && isThere()) event.preventDefault();
  };
  addEventListener('keydown', stop, { capture: true, signal: globalThis.stopping.signal });
}`;

const GO_ON = 'globalThis.stopping?.abort()';

/** Parameters of `Input.dispatchKeyEvent`. */
const TAB = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
const MODIFIERS: Readonly<Record<TabKey, number>> = { Tab: 0, 'Shift+Tab': 8 };

const clickVisible = (selector: string, text: string) => `{
  const found = [...document.querySelectorAll(${JSON.stringify(selector)})].filter(
    (element) => element.textContent.trim() === ${JSON.stringify(text)} && element.checkVisibility(),
  );
  for (const element of found) {
    element.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(x + width / 2, y + height / 2);
    if (!element.contains(hit)) throw new Error('Nothing clicks ' + element.outerHTML);
  }
  for (const element of found) element.click();
  found.length;
}`;

/** Opens an empty page, 360 px wide. */
export async function openWatchedPage(browser: Browser, origin: string): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const errors: string[] = [];
  const strays: Request[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) strays.push(request);
  });
  const session = await page.context().newCDPSession(page);
  const pressTabs = async (count: number, key: TabKey) => {
    const modifiers = MODIFIERS[key];
    const types = Array.from({ length: count }, () => ['rawKeyDown', 'keyUp'] as const).flat();
    await Promise.all(
      types.map((type) => session.send('Input.dispatchKeyEvent', { ...TAB, type, modifiers })),
    );
  };
  return {
    page,
    errors,
    async findStrayRequests() {
      // Chromium also reports some requests that a policy blocks: that is known once they have a response, or have failed
      await Promise.all(strays.map((request) => request.response()));
      return strays
        .filter((request) => request.failure()?.errorText !== 'csp')
        .map((request) => request.url());
    },
    findAccessibilityFaults: () => findAccessibilityFaults(page),
    async tabTo(selector, key = 'Tab') {
      const isThere = `document.activeElement === document.querySelector(${JSON.stringify(selector)})`;
      await page.evaluate(stopAt(selector));
      for (let tabs = 0; tabs <= MAX_TABS; tabs += TABS_AT_ONCE) {
        if (await page.evaluate(isThere)) return void (await page.evaluate(GO_ON));
        if (tabs < MAX_TABS) await pressTabs(TABS_AT_ONCE, key);
      }
      throw new Error(`The keyboard does not reach ${selector}`);
    },
    async clickAll(selector, text) {
      const clicked = (await page.evaluate(clickVisible(selector, text))) as number;
      await page.evaluate(NEXT_FRAME);
      return clicked;
    },
  };
}
