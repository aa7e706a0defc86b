/** Launches the Chromium of this machine, with a profile of its own and nothing that would call the network by itself. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where packages of Linux install it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Where Chromium is: `CHROMIUM_PATH`, or one of the usual places. Without one it says so aloud.
 * @throws Error when `CHROMIUM_PATH` leads nowhere, so that no CI passes over its tests
 */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && !existsSync(named)) throw new Error(`CHROMIUM_PATH: there is no ${named}`);
  const found = named ?? PLACES.find((path) => existsSync(path));
  if (found === undefined) {
    console.warn(
      'SKIPPED: the tests in a browser need Chromium. Install it (apt-get install chromium) or set CHROMIUM_PATH.',
    );
  }
  return found;
}

/** Launches it, with no time-outs but that of the test; the profile is removed when it is closed. */
export async function launchChromium(executablePath: string): Promise<Browser> {
  const browser = await chromium.launch({ executablePath, args: FLAGS, timeout: 0 });
  browser.on('context', (context) => context.setDefaultTimeout(0));
  return browser;
}
