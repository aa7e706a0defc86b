/** API Gateway's own responses as pages, for browsers. */
import { createHash } from 'node:crypto';
import { escapeHtml } from '../../../lambda/mail-templates/escape-html';
import type { GatewayProblem } from './gateway-problems';

const STYLE =
  'body{max-width:26rem;margin:4rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}:root{color-scheme:light dark}small{overflow-wrap:anywhere}';

/** The headers of responses that may be a page. They are fixed, so the problem details have them as well, where they forbid nothing. */
export const GATEWAY_PAGE_HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  Vary: 'Accept',
} as const;

/** What a page says, in a language of the pages. */
interface Words {
  readonly title: string;
  readonly advice: string;
}

/** The words in English and German: API Gateway cannot choose by `Accept-Language`. */
type BothWords = readonly [english: Words, german: Words];

const wordsOfCodes: Readonly<Record<string, BothWords>> = {
  NOT_FOUND: [
    { title: 'Page not found', advice: 'Check the address of the page.' },
    { title: 'Seite nicht gefunden', advice: 'Prüfe die Adresse der Seite.' },
  ],
  TOO_MANY_REQUESTS: [
    { title: 'Too many requests', advice: 'Wait a few seconds, then try again.' },
    { title: 'Zu viele Anfragen', advice: 'Versuche es in ein paar Sekunden noch einmal.' },
  ],
};

const rejected: BothWords = [
  { title: 'Request rejected', advice: 'Go back and try again.' },
  { title: 'Anfrage abgelehnt', advice: 'Geh zurück und versuche es noch einmal.' },
];

const failed: BothWords = [
  { title: 'Something went wrong', advice: 'Try again later.' },
  { title: 'Etwas ist schiefgegangen', advice: 'Versuche es später noch einmal.' },
];

/** Codes of failures that are not the browser's. */
const FAILURES = ['INTERNAL', 'TIMEOUT'];

/**
 * Returns the template of a page. The only value that API Gateway inserts is the id of the request: it inserts without
 * escaping, so a page must not have a text that a caller determines.
 */
export function writeGatewayPage({ code }: Pick<GatewayProblem, 'code'>): string {
  const [english, german] = wordsOfCodes[code] ?? (FAILURES.includes(code) ? failed : rejected);
  const write = ({ title, advice }: Words, heading: 'h1' | 'h2') =>
    `<${heading}>${escapeHtml(title)}</${heading}><p>${escapeHtml(advice)}</p>`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(english.title)}</title><style>${STYLE}</style></head><body><main>`,
    write(english, 'h1'),
    `<div lang="de">${write(german, 'h2')}</div>`,
    '<p><small>$context.requestId</small></p></main></body></html>',
  ].join('');
}
