/** Adds what every response of a page has: headers, cookies and compression. */
import { gzipSync } from 'node:zlib';
import type { Answer } from '../shared/http/answer';
import type { PageRequest } from '../shared/http/page-gate';
import { nameOfCookie } from './cookies';

/** Features of browsers that pages do not use, and that a script on one could not use either. */
const PERMISSIONS = [
  ...['publickey-credentials-get', 'publickey-credentials-create'].map((name) => `${name}=(self)`),
  ...[
    'accelerometer',
    'autoplay',
    'browsing-topics',
    'camera',
    'clipboard-read',
    'display-capture',
    'encrypted-media',
    'fullscreen',
    'gamepad',
    'geolocation',
    'gyroscope',
    'hid',
    'identity-credentials-get',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'otp-credentials',
    'payment',
    'picture-in-picture',
    'screen-wake-lock',
    'serial',
    'storage-access',
    'usb',
    'window-management',
    'xr-spatial-tracking',
  ].map((name) => `${name}=()`),
].join(', ');

const HEADERS: Readonly<Record<string, string>> = {
  // a page has its own, which allows its style, script and forms
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': PERMISSIONS,
  // with no-referrer, browsers would send `Origin: null` with every form
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  Vary: 'Accept, Accept-Encoding, Accept-Language, Cookie',
};

/** Below this size, compression saves nothing. In UTF-16 code units. */
const SHORTEST_COMPRESSED = 1_000;

/** What the responses to a request have in common. */
export interface AnswerParts {
  readonly language: string;
  /** Values of `Set-Cookie`. A cookie that the response sets itself wins. */
  readonly cookies: readonly string[];
}

/** Completes the response of a page. */
export function finishAnswer(
  { text, cookies: own = [], headers, ...answer }: Answer,
  request: Pick<PageRequest, 'headerLines'>,
  { language, cookies: common }: AnswerParts,
): Answer {
  const names = new Set(own.map(nameOfCookie));
  const cookies = [...common.filter((cookie) => !names.has(nameOfCookie(cookie))), ...own];
  const isCompressed = text !== undefined && text.length >= SHORTEST_COMPRESSED && takesGzip(request);
  return {
    ...answer,
    headers: {
      ...HEADERS,
      'Content-Language': language,
      ...headers,
      ...(isCompressed && { 'Content-Encoding': 'gzip' }),
    },
    ...(cookies.length > 0 && { cookies }),
    ...(isCompressed ? { base64: gzipSync(text).toString('base64') } : text !== undefined && { text }),
  };
}

/**
 * Returns whether the response may be compressed. API Gateway decodes a body in base64 only if the first type of `Accept` is
 * a binary media type of the API, which `text/html` is in a stage with pages.
 */
function takesGzip({ headerLines }: Pick<PageRequest, 'headerLines'>): boolean {
  if (!/^\s*text\/html\s*(;|,|$)/i.test(headerLines('accept') ?? '')) return false;
  const codings = (headerLines('accept-encoding') ?? '').split(',');
  return codings.some((coding) =>
    /^\s*gzip\s*(;\s*q\s*=\s*(1(\.0{0,3})?|0\.\d{0,2}[1-9]\d{0,2})\s*)?$/i.test(coding),
  );
}
