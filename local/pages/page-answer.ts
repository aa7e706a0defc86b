/** The responses of the pages, with their common headers. */
import type { Answer, HeaderPair } from '../gateway/http/messages';
import type { Html } from './html';

/**
 * Scripts and styles are separate files, and only this origin is called. Swagger UI's icons are `data:` URLs.
 */
const writePolicy = (styles: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const HEADERS: readonly HeaderPair[] = [
  ['Cache-Control', 'no-store'],
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
  /**
   * Whether the document may have inline styles. A frame inherits the policy of its page, and the styles of a
   * mail are inline.
   * @default false
   */
  readonly inlineStyles?: boolean;
}

/** Creates a response. */
export function answerPage({
  status = 200,
  contentType,
  body,
  headers = [],
  inlineStyles = false,
}: PageContent): Answer {
  const policy = writePolicy(inlineStyles ? "'self' 'unsafe-inline'" : "'self'");
  return {
    status,
    headers: [['Content-Type', contentType], ['Content-Security-Policy', policy], ...HEADERS, ...headers],
    body: Buffer.from(body),
  };
}

/** Creates the response for a whole page. */
export function answerHtml({ markup }: Html, options: Pick<PageContent, 'inlineStyles'> = {}): Answer {
  return answerPage({ contentType: 'text/html; charset=utf-8', body: markup, ...options });
}

/** Creates a response with one line of text. */
export function answerText(status: number, text: string, headers: readonly HeaderPair[] = []): Answer {
  return answerPage({ status, contentType: 'text/plain; charset=utf-8', body: `${text}\n`, headers });
}
