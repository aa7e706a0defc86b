/** The cookies of the pages. */
import type { PageDevice, PageFlow } from '../shared/http/page-gate';
import { FLOW_SECONDS, formatFlow } from './flow';

/** How long a browser keeps a cookie at most (RFC 6265bis section 5.5). */
const LONGEST_SECONDS = 400 * 24 * 60 * 60;

/** The values of a browser's cookies. Each is missing if the browser sends none, or two of the name. */
export interface PageCookieValues {
  readonly session?: string | undefined;
  readonly flow?: string | undefined;
  readonly device?: string | undefined;
  readonly language?: string | undefined;
}

/** Reads the cookies of the pages, and writes values of `Set-Cookie`. */
export interface PageCookies {
  /** @param header all lines of `Cookie`, joined */
  read(header: string | undefined): PageCookieValues;
  /** @param secret the secret as `formatPageSecret` writes it. @param seconds how long the browser keeps it */
  setSession(secret: string, seconds: number): string;
  clearSession(): string;
  /** @param millis the time in epoch milliseconds, which the flow begins at */
  setFlow(flow: PageFlow, millis: number): string;
  clearFlow(): string;
  setDevice(device: PageDevice): string;
  setLanguage(language: string): string;
}

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/**
 * Creates the cookies of an origin. Their prefix makes browsers refuse them from other hosts and without TLS (RFC 6265bis
 * section 4.1.3.2). Cookies know no ports, so that the name has the port if the origin has one.
 */
export function createPageCookies(origin: string): PageCookies {
  const { port } = new URL(origin);
  const nameOf = (kind: string) => `__Host-latchkey-${kind}${port === '' ? '' : `-${port}`}`;
  const names = {
    session: nameOf('session'),
    flow: nameOf('flow'),
    device: nameOf('device'),
    language: nameOf('lang'),
  };
  const set = (name: string, value: string, seconds: number) => {
    if (!isCookieValue(value)) throw new TypeError(`A value of ${name} cannot be stored in a cookie`);
    return `${name}=${value}; Max-Age=${Math.min(seconds, LONGEST_SECONDS)}; ${ATTRIBUTES}`;
  };
  return {
    read(header) {
      const sent = parseCookies(header);
      const only = (name: string) => {
        const values = sent.filter(([other]) => other === name);
        return values.length === 1 ? values[0]?.[1] : undefined;
      };
      return {
        session: only(names.session),
        flow: only(names.flow),
        device: only(names.device),
        language: only(names.language),
      };
    },
    setSession: (secret, seconds) => set(names.session, secret, seconds),
    clearSession: () => set(names.session, '', 0),
    setFlow: (flow, millis) => set(names.flow, formatFlow(flow, millis), FLOW_SECONDS),
    clearFlow: () => set(names.flow, '', 0),
    setDevice: (device) => set(names.device, formatDevice(device), LONGEST_SECONDS),
    setLanguage: (language) => set(names.language, language, LONGEST_SECONDS),
  };
}

/** Formats the tokens of a device for its cookie: `<known>|<trusted>`. */
function formatDevice({ known = '', trusted = '' }: PageDevice): string {
  return `${known}|${trusted}`;
}

/** Parses the value of a device cookie. Each token that is malformed is left out. */
export function parseDevice(value: string | undefined): PageDevice {
  const [, known = '', trusted = ''] = /^([\w.-]{0,128})\|([\w.-]{0,128})$/.exec(value ?? '') ?? [];
  return { ...(known && { known }), ...(trusted && { trusted }) };
}

/** Returns the name of the cookie that a value of `Set-Cookie` sets. */
export function nameOfCookie(setCookie: string): string {
  return setCookie.slice(0, setCookie.indexOf('='));
}

/** Returns whether a value has only octets that a cookie may have (RFC 6265 section 4.1.1). */
function isCookieValue(value: string): boolean {
  return /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/.test(value);
}

/**
 * Parses cookies strictly: a pair with any other octet is left out. A comma separates nothing, since a sibling host could then set
 * a cookie of ours inside the value of its own.
 */
function parseCookies(header: string | undefined): readonly (readonly [string, string])[] {
  return (header ?? '').split(';').flatMap((pair) => {
    const [, name, value] = /^[ \t]*([\w!#$%&'*+.^`|~-]+)=(.*?)[ \t]*$/s.exec(pair) ?? [];
    return name !== undefined && value !== undefined && isCookieValue(value) ? [[name, value] as const] : [];
  });
}
