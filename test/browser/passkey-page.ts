/**
 * A page of an app in Chromium, with the built client, on another port of localhost than the API. The API is a local run
 * of the stage `dev`. Its authenticators are virtual.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { bundleClient } from '../../lib/bundling/bundle-client';
import { startRun, type TestRun } from '../faults/start-run';
import { launchChromium } from '../support/chromium';
import { synthesize } from '../support/synthesize';
import { createAuthenticators, type VirtualAuthenticators } from './virtual-authenticators';

/** One of the stage's `corsOrigins`. */
const APP = 'http://localhost:5173';

/**
 * The client is in `client`, and the functions of `passkeys.js` are in `passkeys`. `attempt` turns an error into its code
 * or reason. `change` may change the options of a ceremony, as another page could. `asked` has the kinds of each step-up.
 */
const html = (url: string) => `<!doctype html><title>An app</title>
<input name="username" autocomplete="username webauthn">
<script type="module">
  import { createClient } from '/create-client.js';
  import { indexedDbStorage } from '/indexed-db-storage.js';
  import * as passkeys from '/passkeys.js';
  const fetchChanged = async (request) => {
    const response = await fetch(request);
    if (!window.change || !response.ok || !request.url.endsWith('/options')) return response;
    const begun = await response.json();
    window.change(begun.options);
    return Response.json(begun, { status: response.status });
  };
  const client = createClient({
    baseUrl: ${JSON.stringify(url)},
    storage: indexedDbStorage(),
    fetch: fetchChanged,
    onStepUp: async ({ kinds }) => {
      window.asked.push(kinds);
      if (kinds.includes('passkey')) await passkeys.stepUpWithPasskey(client);
    },
  });
  const attempt = (task) => task.then((result) => result ?? 'done', ({ code, reason, message }) => code ?? reason ?? message);
  Object.assign(window, { client, passkeys, attempt, asked: [] });
</script>`;

/** A page of an app. */
export interface PasskeyPage {
  readonly run: TestRun;
  readonly page: Page;
  readonly authenticators: VirtualAuthenticators;
  /** Evaluates an expression in the page. */
  inApp<Result>(expression: string): Promise<Result>;
  /** Returns the result of a call of the client or of `passkeys`, `done` for none, or the code or the reason of its error. */
  attempt<Result>(call: string): Promise<Result | string>;
  /** Loads the page again. Its session stays. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the page. @param chromium the path of Chromium */
export async function openPasskeyPage(chromium: string): Promise<PasskeyPage> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-passkeys-'));
  const modules = join(folder, 'client');
  const assembly = join(folder, 'cdk.out');
  await Promise.all([bundleClient(modules), synthesize({ output: assembly, stage: 'dev' })]);
  const run = await startRun({ assembly, maxInstances: 1, throttle: false });
  const browser = await launchChromium(chromium);
  // The permission that a page needs to call a machine's own servers: Chromium takes routed pages for others.
  const context = await browser.newContext({ permissions: ['local-network-access'] });
  await context.route(`${APP}/**`, (route) => {
    const name = basename(new URL(route.request().url()).pathname);
    return name === ''
      ? route.fulfill({ contentType: 'text/html', body: html(run.origin) })
      : route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(modules, name)) });
  });
  const page = await context.newPage();
  const authenticators = await createAuthenticators(page);
  const inApp = <Result>(expression: string) => page.evaluate(expression) as Promise<Result>;
  const reload = async () => {
    await page.goto(`${APP}/`);
    await page.waitForFunction('window.client');
  };
  await reload();
  return {
    run,
    page,
    authenticators,
    inApp,
    attempt: (call) => inApp(`attempt(${call})`),
    reload,
    close: async () => {
      await browser.close();
      await run.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
