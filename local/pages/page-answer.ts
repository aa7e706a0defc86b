/** The responses of the pages, with their common headers. */
import type { Answer, HeaderPair } from '../gateway/http/messages';
import type { Html } from './html';

/**
 * Scripts and styles are separate files, and only this origin is called. Swagger UI's icons are `data:` URLs.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: readonly HeaderPair[] = [
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', CONTENT_SECURITY_POLICY],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
];

/** The parts of a response. */
export interface PageContent {
  /** @default 200 */
  readonly status?: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  /** Additional headers. @default - none */
  readonly headers?: readonly HeaderPair[];
}

/** Creates a response. */
export function answerPage({ status = 200, contentType, body, headers = [] }: PageContent): Answer {
  return {
    status,
    headers: [['Content-Type', contentType], ...HEADERS, ...headers],
    body: Buffer.from(body),
  };
}

/** Creates the response for a whole page. */
export function answerHtml({ markup }: Html): Answer {
  return answerPage({ contentType: 'text/html; charset=utf-8', body: markup });
}

/** Creates a response with one line of text. */
export function answerText(status: number, text: string, headers: readonly HeaderPair[] = []): Answer {
  return answerPage({ status, contentType: 'text/plain; charset=utf-8', body: `${text}\n`, headers });
}
