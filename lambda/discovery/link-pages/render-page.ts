/** Renders a page: one document that loads nothing, and the headers that keep it so. */
import { createHash } from 'node:crypto';
import type { MailLanguage } from '../../mail-templates/mail-template';
import type { Answer } from '../../shared/http/answer';
import { PAGE_STYLE } from './page-style';

/** The content of a page. */
export interface PageContent {
  readonly language: MailLanguage;
  readonly title: string;
  readonly noScript: string;
  /** Without JavaScript, the text of the link to the page that takes the code of the mail. */
  readonly enterCode: string;
  /** That page. @default - the stage has none */
  readonly codePath?: string | undefined;
  /** The steps, as HTML. */
  readonly steps: string;
  /** Messages by the code of a problem. */
  readonly messages: Readonly<Record<string, string>>;
  readonly script: string;
}

const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Allows the page's own script and style by their digests, and calls of its own API. Nothing else is loaded,
 * run, framed, submitted or turned into markup (CSP Level 3, Trusted Types).
 */
function createPolicy(script: string): string {
  return [
    "default-src 'none'",
    `script-src ${sourceOf(script)}`,
    `style-src ${sourceOf(PAGE_STYLE)}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** Renders the page. It is the same for every request of its language. */
export function renderPage({
  language,
  title,
  noScript,
  steps,
  messages,
  script,
  ...code
}: PageContent): Answer {
  const without = code.codePath === undefined ? noScript : `<a href="${code.codePath}">${code.enterCode}</a>`;
  const body = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main id="main">
<h1>${title}</h1>
<noscript><p>${without}</p></noscript>
<p id="alert" role="alert" tabindex="-1" hidden><span id="message"></span> <span id="details" lang="en"></span></p>
${steps}
<div hidden>
${Object.entries(messages)
  .map(([code, text]) => `<p id="message-${code}">${text}</p>`)
  .join('\n')}
</div>
</main>
<script>${script}</script>
</body>
</html>
`;
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': language,
    'Content-Security-Policy': createPolicy(script),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  };
  return { status: 200, body, headers };
}
