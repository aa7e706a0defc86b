/** Launches the installed Chromium with a separate profile and without background network access. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The paths of Linux packages. */
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
 * Returns the path of Chromium: `CHROMIUM_PATH`, or one of the usual paths. If there is none, prints a
 * warning.
 * @throws Error when the file at `CHROMIUM_PATH` does not exist, so that CI does not skip the tests
 */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && !existsSync(named))
    throw new Error(`CHROMIUM_PATH: the file ${named} does not exist`);
  const found = named ?? PLACES.find((path) => existsSync(path));
  if (found === undefined) {
    console.warn(
      'SKIPPED: the tests in a browser need Chromium. Install it (apt-get install chromium) or set CHROMIUM_PATH.',
    );
  }
  return found;
}

/** Launches Chromium. The test's own timeout is the only one. Closing it removes the profile. */
export async function launchChromium(executablePath: string): Promise<Browser> {
  const browser = await chromium.launch({ executablePath, args: FLAGS, timeout: 0 });
  browser.on('context', (context) => context.setDefaultTimeout(0));
  return browser;
}
