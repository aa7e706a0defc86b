/** Signs users in through the hosted pages: the authorization code flow with PKCE (RFC 6749 section 4.1, RFC 7636). */
import { toBase64Url } from './base64-url';
import { type ClientParts, partsOf } from './client-parts';
import { RedirectError } from './redirect-error';
import { postPublic, readJson, readText } from './requests';
import { readTokenUsername } from './token-username';

/** An app of the stage: one of its `pages.clients`. */
export interface RedirectSignIn {
  readonly clientId: string;
  /** One of the app's registered URIs, exactly as it is registered. */
  readonly redirectUri: string;
  /** What `handleRedirect` returns, such as the path of the page that the user wanted to see. @default - nothing */
  readonly returnTo?: string;
}

/** What a page gets back. */
export interface RedirectResult {
  readonly returnTo: string | undefined;
}

/** The parts of a browser's page that are used. */
export interface RedirectPage {
  /** The address of the page. */
  readonly href: string;
  /** Leads the browser to another page. */
  leave(url: string): void;
  /** Changes the address of the page, without loading it again. */
  replace(url: string): void;
  /** The storage of this tab. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

interface Storage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/** What is kept in the tab until the user comes back. */
interface Begun extends RedirectSignIn {
  readonly verifier: string;
  readonly issuer: string;
}

interface Metadata {
  readonly issuer: string;
  readonly authorization_endpoint?: string;
}

/** The parameters of a response (RFC 6749 section 4.1.2, RFC 9207). */
const PARAMETERS = ['code', 'state', 'iss', 'error', 'error_description'];

/** Responses that are being handled, so that a page may ask twice. */
const handled = new WeakMap<object, Promise<RedirectResult | undefined>>();

/**
 * Leads the user to the sign-in page of the API. The page of this app is left.
 * @param page @default - the browser's
 * @throws ProblemError, and TypeError if the stage has no pages
 */
export async function signInWithRedirect(
  client: object,
  { clientId, redirectUri, returnTo }: RedirectSignIn,
  page: RedirectPage = browserPage(),
): Promise<void> {
  const { issuer, authorization_endpoint: endpoint } = await readMetadata(partsOf(client));
  if (endpoint === undefined) throw new TypeError('The API has no sign-in pages: see the setting `pages`');
  const [verifier, state] = [createSecret(), createSecret()];
  const begun: Begun = {
    clientId,
    redirectUri,
    verifier,
    issuer,
    ...(returnTo !== undefined && { returnTo }),
  };
  page.storage.setItem(nameOf(state), JSON.stringify(begun));
  const url = new URL(endpoint);
  const parameters = {
    ...{ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state },
    ...{ code_challenge: await challengeOf(verifier), code_challenge_method: 'S256' },
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  page.leave(url.href);
}

/**
 * Completes the sign-in when the user comes back. Call it when a page of the app is loaded. The response is removed from
 * the address of the page. Two calls of one client share the result.
 * @param page @default - the browser's
 * @returns undefined if this tab began no sign-in that the page is the response to
 * @throws RedirectError, and ProblemError with `INVALID_GRANT` if the code has expired: begin again
 */
export function handleRedirect(
  client: object,
  page: RedirectPage = browserPage(),
): Promise<RedirectResult | undefined> {
  const current =
    handled.get(client) ?? complete(partsOf(client), page).finally(() => handled.delete(client));
  handled.set(client, current);
  return current;
}

async function complete(parts: ClientParts, page: RedirectPage): Promise<RedirectResult | undefined> {
  const url = new URL(page.href);
  const [code, state, issuer, error] = PARAMETERS.map((name) => url.searchParams.get(name) ?? undefined);
  const kept = state === undefined ? null : page.storage.getItem(nameOf(state));
  if (state === undefined || kept === null) return undefined;
  // before anything else: no reload sends the code again
  page.storage.removeItem(nameOf(state));
  page.replace(withoutResponse(url));

  const begun: Begun = JSON.parse(kept);
  if (issuer !== begun.issuer) throw new RedirectError('issuer');
  if (code === undefined || error !== undefined) throw new RedirectError('refused', error);
  const form = {
    ...{ grant_type: 'authorization_code', code, code_verifier: begun.verifier },
    ...{ client_id: begun.clientId, redirect_uri: begun.redirectUri },
  };
  const result = await postPublic(parts, '/oauth2/token', { form });
  await parts.begin(readTokenUsername(result) ?? '', result);
  return { returnTo: begun.returnTo };
}

/** Returns the address of the page without the response. Its own query stays as it is. */
function withoutResponse(url: URL): string {
  const own = url.search
    .slice(1)
    .split('&')
    .filter((pair) => !PARAMETERS.includes(pair.split('=')[0] ?? ''));
  const search = own.join('&');
  return `${url.origin}${url.pathname}${search && `?${search}`}${url.hash}`;
}

async function readMetadata({ send }: ClientParts): Promise<Metadata> {
  return readJson(await readText(await send('/.well-known/oauth-authorization-server', { method: 'GET' })));
}

const nameOf = (state: string) => `latchkey:redirect:${state}`;

const createSecret = () => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return toBase64Url(new Uint8Array(digest));
}

/** The page that the module runs in. */
function browserPage(): RedirectPage {
  const { location, history, sessionStorage } = globalThis as unknown as {
    readonly location: { readonly href: string; assign(url: string): void };
    readonly history: {
      readonly state: unknown;
      replaceState(state: unknown, unused: string, url: string): void;
    };
    readonly sessionStorage: Storage;
  };
  return {
    href: location.href,
    leave: (url) => location.assign(url),
    replace: (url) => history.replaceState(history.state, '', url),
    storage: sessionStorage,
  };
}
