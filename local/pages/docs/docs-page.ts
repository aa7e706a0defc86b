/** The page for trying the routes of one API. */
import { type Html, html } from '../html';
import type { OptionalPages } from '../optional-pages';
import { ASSETS_PATH, writePage } from '../page';

/** Renders the page. Its script fills it with Swagger UI. */
export function writeDocsPage(apiName: string, pages: OptionalPages = {}): Html {
  return writePage({
    title: `${apiName} · docs`,
    current: 'docs',
    ...pages,
    head: html`<link rel="stylesheet" href="${ASSETS_PATH}swagger-ui.css">
<link rel="stylesheet" href="${ASSETS_PATH}docs.css">
<script src="${ASSETS_PATH}swagger-ui-bundle.js" defer></script>
<script src="${ASSETS_PATH}docs.mjs" type="module"></script>`,
    main: html`<div id="docs"><p>Loading the routes …</p></div>
<noscript><p>JavaScript is required to try the routes.</p></noscript>`,
  });
}
