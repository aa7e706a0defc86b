/** The frame of every page. */
import { type Html, html } from './html';
import type { OptionalPages } from './optional-pages';

/** The path of the pages. */
export const PAGES_PATH = '/_local';

/** The path of the page for trying the routes of a port's API. */
export const DOCS_PATH = `${PAGES_PATH}/docs`;

/** The path that shows and turns the clock of the run. */
export const CLOCK_PATH = `${PAGES_PATH}/clock`;

/** The path of the inbox. */
export const MAIL_PATH = `${PAGES_PATH}/mail`;

/** The path of the authenticator. */
export const AUTHENTICATOR_PATH = `${PAGES_PATH}/authenticator`;

/** The path of the files that the pages load. */
export const ASSETS_PATH = `${PAGES_PATH}/assets/`;

/** The parts of a page. */
export interface PageParts extends OptionalPages {
  readonly title: string;
  /** The page whose link is marked in the navigation. */
  readonly current: 'overview' | 'docs' | 'mail' | 'authenticator';
  /** Further elements of the head. @default - none */
  readonly head?: Html;
  readonly main: Html;
}

/** Renders a page. */
export function writePage({
  title,
  current,
  hasMail = false,
  hasAuthenticator = false,
  head,
  main,
}: PageParts): Html {
  const link = (page: PageParts['current'], path: string, text: string) =>
    html`<a href="${path}" ${page === current ? html`aria-current="page"` : undefined}>${text}</a>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${ASSETS_PATH}icon.svg">
<link rel="stylesheet" href="${ASSETS_PATH}pages.css">
${head}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<nav aria-label="Local run">
${link('overview', `${PAGES_PATH}/`, 'Local run')}
${link('docs', DOCS_PATH, 'Docs')}
${hasMail ? link('mail', MAIL_PATH, 'Mail') : undefined}
${hasAuthenticator ? link('authenticator', AUTHENTICATOR_PATH, 'Authenticator') : undefined}
</nav>
</header>
<main id="main" tabindex="-1">
${main}
</main>
</body>
</html>
`;
}
