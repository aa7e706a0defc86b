/** An app that signs its users in by the pages. */
import { createHash, randomUUID } from 'node:crypto';
import { PASSWORD } from '../../../fakes/auth-dependencies';
import type { EmbeddedTable } from '../../../fakes/embedded-table';
import { proxyEvent } from '../../../fakes/proxy-event';
import { type Browser, createPageScene } from '../page-scene';

export const CALLBACK = 'https://app.example.com/callback';
export const OTHER_CALLBACK = 'https://other.example.com/callback?flag&from=a%20b';
export const VERIFIER = 'v'.repeat(43);

/** The parameters of an authorization request of the app. */
export const REQUEST: Readonly<Record<string, string>> = {
  response_type: 'code',
  client_id: 'spa',
  redirect_uri: CALLBACK,
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
  state: 'state of the app',
};

/** The path of an authorization request. @param change replaces parameters; undefined leaves one out */
export function authorizePath(change: Readonly<Record<string, string | undefined>> = {}): string {
  const sent = Object.entries({ ...REQUEST, ...change }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return `/oauth2/authorize?${new URLSearchParams(sent)}`;
}

/** Creates the pages of a stage with two apps. */
export function createAppScene(embedded: EmbeddedTable) {
  const scene = createPageScene(embedded, {
    PAGE_CLIENTS: JSON.stringify([
      { id: 'spa', redirectUris: [CALLBACK] },
      { id: 'other', redirectUris: [OTHER_CALLBACK] },
    ]),
  });

  /** Asks for a code, and returns the parameters with which the browser comes back. */
  async function askForCode(browser: Browser, change: Parameters<typeof authorizePath>[0] = {}) {
    const { status, location = '' } = await browser.get(authorizePath(change));
    return {
      status,
      location,
      ...Object.fromEntries(new URL(location, 'https://none.example').searchParams),
    } as {
      readonly status: number;
      readonly location: string;
      readonly [parameter: string]: string | number | undefined;
    };
  }

  /** Sends a request for tokens. @param change replaces parameters; undefined leaves one out */
  async function exchange(
    code: unknown,
    change: Readonly<Record<string, string | undefined>> = {},
    headers: Record<string, string> = {},
  ) {
    const form = {
      ...{ grant_type: 'authorization_code', code: String(code), client_id: 'spa' },
      ...{ redirect_uri: CALLBACK, code_verifier: VERIFIER, ...change },
    };
    const sent = Object.entries(form).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    );
    return send(String(new URLSearchParams(sent)), headers);
  }

  async function send(body: string, headers: Record<string, string> = {}) {
    const answered = await scene.dispatch(
      proxyEvent({
        ...{ method: 'POST', resource: '/oauth2/token', body },
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    );
    return { status: answered.statusCode, headers: answered.headers, body: JSON.parse(answered.body) };
  }

  /** Signs a user up in a new browser, without an app. */
  const signUp = () => scene.signUp();

  /** Signs a user in through the page to which the app has led. Returns where the page leads. */
  async function signInFor(browser: Browser, username: string, change = {}) {
    const asked = await browser.get(authorizePath(change));
    const page = new URL(asked.location ?? '', 'https://none.example');
    await browser.get(`${page.pathname}${page.search}`);
    const returnTo = page.searchParams.get('return_to') ?? '';
    return browser.post('/sign-in', {
      ...{ action: 'password', username, password: PASSWORD, return_to: returnTo },
    });
  }

  const newName = () => `ada-${randomUUID().slice(0, 8)}`;
  return { ...scene, askForCode, exchange, send, signUp, signInFor, newName };
}
