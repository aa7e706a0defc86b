/** Checks a response of a hosted page: what every page has in common. */
import { routes } from '../../lambda/routes';

/** The checked parts of a response. */
interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const pages: ReadonlySet<string> = new Set(
  Object.entries(routes).flatMap(([key, { access }]) => (access === 'page' ? [key] : [])),
);

/** Headers of every response, each with a part of its value. */
const HEADERS: readonly (readonly [name: string, part: string])[] = [
  ['content-type', 'text/html; charset=utf-8'],
  ['content-security-policy', "default-src 'none'"],
  ['content-security-policy', "frame-ancestors 'none'"],
  ['cross-origin-opener-policy', 'same-origin'],
  ['permissions-policy', 'camera=()'],
  ['referrer-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
  ['cache-control', 'no-store'],
];

const COOKIE = /^__Host-latchkey-\w+(-\d+)?=[^;]*; Max-Age=\d+; Path=\/; Secure; HttpOnly; SameSite=Lax$/;

/** Returns whether a route is a page. @param path without its query */
export function isPage(method: string, path: string): boolean {
  return pages.has(`${method} ${path.replace(/(?<=.)\/$/, '')}`);
}

/** Describes the fault of a response, without any value of its body; returns undefined if there is none. */
export function findPageFault({ status, headers, text }: PageAnswer): string | undefined {
  if (![200, 303].includes(status) && !(status >= 400 && status < 500))
    return `a page has the status ${status}`;
  const names = Object.keys(headers);
  if (names.some((name) => name.startsWith('access-control-'))) return 'a page is open to other origins';
  const lacking = HEADERS.find(([name, part]) => !String(headers[name] ?? '').includes(part));
  if (lacking) return `a page lacks ${lacking.join(': ')}`;
  const cookies = [headers['set-cookie'] ?? []].flat();
  if (!cookies.every((cookie) => COOKIE.test(String(cookie))))
    return 'a page sets a cookie without its attributes';
  if (status === 303) return text === '' ? undefined : 'a redirect has a body';
  return /^<!doctype html>/i.test(text) || headers['content-encoding'] === 'gzip'
    ? undefined
    : 'a page is no document';
}
