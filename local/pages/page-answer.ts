/** The answers of the pages, with the headers that every one of them carries. */
import type { Answer, HeaderPair } from '../gateway/http/messages';
import type { Html } from './html';

/** Scripts and styles are files of their own, and nothing is called but this origin. Swagger UI's icons are `data:` URLs. */
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

/** What an answer consists of. */
export interface PageContent {
  /** @default 200 */
  readonly status?: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  /** Beside those of every answer. @default - none */
  readonly headers?: readonly HeaderPair[];
}

/** Makes an answer. */
export function answerPage({ status = 200, contentType, body, headers = [] }: PageContent): Answer {
  return {
    status,
    headers: [['Content-Type', contentType], ...HEADERS, ...headers],
    body: Buffer.from(body),
  };
}

/** Makes an answer of a whole page. */
export function answerHtml({ markup }: Html): Answer {
  return answerPage({ contentType: 'text/html; charset=utf-8', body: markup });
}

/** Makes an answer of one line of text. */
export function answerText(status: number, text: string, headers: readonly HeaderPair[] = []): Answer {
  return answerPage({ status, contentType: 'text/plain; charset=utf-8', body: `${text}\n`, headers });
}
