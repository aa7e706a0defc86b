/** A browser without scripts, which opens the pages of one function. */
import { createDispatcher, type ProxyHandler } from '../../../lambda/shared/http/dispatcher';
import type { PageGate } from '../../../lambda/shared/http/page-gate';
import { PAGES_ORIGIN } from './page-requests';
import { proxyEvent } from './proxy-event';

/** A response as the user sees it. */
export interface Seen {
  readonly status: number;
  /** Where it leads. @default - it is a page */
  readonly location: string | undefined;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | number | boolean>>;
}

/** The browser. */
export interface Browser {
  /** Its cookies by name. Tests may change them. */
  readonly cookies: Map<string, string>;
  open(path: string): Promise<Seen>;
  /** Opens a page and sends one of its forms. @param page Default: the path of the form */
  send(path: string, form: Readonly<Record<string, string>>, page?: string): Promise<Seen>;
  /** Sends a form with this token. */
  sendAs(token: string, path: string, form: Readonly<Record<string, string>>): Promise<Seen>;
}

const SESSION = '__Host-latchkey-session';

/** Creates what answers the requests to pages. */
export function servePages(
  service: 'auth' | 'factors',
  gate: PageGate,
  operations: Readonly<Record<string, unknown>>,
): ProxyHandler {
  const pages = () => ({ bodies: {}, gate, operations });
  const create = createDispatcher as unknown as (...input: readonly unknown[]) => ProxyHandler;
  return create(service, {}, { features: { pages }, corsOrigins: [], log: () => {} });
}

/** Returns the token of the forms of a page. */
export function tokenOf({ text }: Pick<Seen, 'text'>): string {
  return /name="csrf" value="([\w-]+)"/.exec(text)?.[1] ?? '';
}

/** Creates a browser. @param session the value of its cookie. Default: it is not signed in */
export function createBrowser(handler: ProxyHandler, session?: string): Browser {
  const cookies = new Map(session === undefined ? [] : [[SESSION, session]]);

  async function request(method: 'GET' | 'POST', url: string, body?: string): Promise<Seen> {
    const { pathname, searchParams } = new URL(url, PAGES_ORIGIN);
    const answer = await handler(
      proxyEvent({
        ...{ method, resource: pathname, query: Object.fromEntries(searchParams), body: body ?? null },
        headers: {
          accept: 'text/html',
          cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
          ...(method === 'POST' && {
            'content-type': 'application/x-www-form-urlencoded',
            'sec-fetch-site': 'same-origin',
          }),
        },
      }),
    );
    for (const line of answer.multiValueHeaders?.['Set-Cookie'] ?? []) {
      const [, name = '', value = '', age] = /^([^=]+)=([^;]*); Max-Age=(\d+)/.exec(String(line)) ?? [];
      if (age === '0') cookies.delete(name);
      else cookies.set(name, value);
    }
    const headers = answer.headers ?? {};
    return {
      ...{ status: answer.statusCode, text: answer.body, headers },
      location: headers.Location as string | undefined,
    };
  }
  const sendAs: Browser['sendAs'] = (csrf, path, form) =>
    request('POST', path, String(new URLSearchParams({ ...form, csrf })));
  return {
    cookies,
    open: (path) => request('GET', path),
    sendAs,
    send: async (path, form, page = path) => sendAs(tokenOf(await request('GET', page)), path, form),
  };
}
