/** The responses of pages. */
import { createHash } from 'node:crypto';
import { InternalError } from '../shared/errors';
import type { Answer } from '../shared/http/answer';

/** The only style and script that a page may have. */
export interface PageAssets {
  readonly style: string;
  readonly script: string;
}

/** What differs between the responses of pages. */
export interface PageAnswerOptions {
  /**
   * Origins to which the response to a form of the page may redirect: browsers apply `form-action` to redirects, too.
   * @default - the page's own origin only
   */
  readonly formOrigins?: readonly string[];
  /** Values of `Set-Cookie`. @default - only those of the visit */
  readonly cookies?: readonly string[];
  /** Further headers. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Creates the response with a page. @param markup the whole document */
export type PageWriter = (status: number, markup: string, options?: PageAnswerOptions) => Answer;

/** Creates the function that writes pages. Their policy allows the style and the script by their digests. */
export function createPageWriter({ style, script }: PageAssets): PageWriter {
  const [styleSource, scriptSource] = [style, script].map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return (status, markup, { formOrigins = [], cookies, headers } = {}) => ({
    status,
    text: markup,
    headers: {
      ...headers,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': [
        "default-src 'none'",
        `style-src ${styleSource}`,
        `script-src ${scriptSource}`,
        'img-src data:',
        "connect-src 'self'",
        ["form-action 'self'", ...formOrigins.map(toOrigin)].join(' '),
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    },
    ...(cookies && { cookies }),
  });
}

/**
 * Creates the response that leads to another page of ours, by a GET (RFC 9110 section 15.4.4).
 * @param path a path with an optional query, such as `/account?notice=saved`
 * @throws InternalError when the path could lead to another origin, or has an octet that no URL has
 */
export function redirect(path: string, cookies: readonly string[] = []): Answer {
  if (!/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(path)) throw new InternalError('A redirect leaves the pages');
  return redirectTo(path, cookies);
}

/**
 * Creates the response that leads to an app. The caller has compared its URI with those of the client.
 * @throws InternalError when it is not a URL with `https:`, or with `http:` on localhost
 */
export function redirectToApp(uri: string, cookies: readonly string[] = []): Answer {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost');
  if (!url || !isSafe || url.username !== '' || url.password !== '')
    throw new InternalError('A redirect leads to no app');
  // written by the parser, which encodes every octet that a header must not have
  return redirectTo(url.href, cookies);
}

function redirectTo(location: string, cookies: readonly string[]): Answer {
  return {
    status: 303,
    text: '',
    // API Gateway would name another type
    headers: { 'Content-Type': 'text/html; charset=utf-8', Location: location },
    ...(cookies.length > 0 && { cookies }),
  };
}

function toOrigin(text: string): string {
  const { origin } = new URL(text);
  // the host of a URL may have characters that end a directive
  if (!/^https?:\/\/[\w.:[\]-]+$/.test(origin)) throw new InternalError('A form leads to no origin');
  return origin;
}
