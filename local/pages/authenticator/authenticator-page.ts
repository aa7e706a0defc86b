/** The authenticator: a page with the codes of the run's authenticator apps, which updates by itself. */
import { type Html, html } from '../html';
import type { OptionalPages } from '../optional-pages';
import { ASSETS_PATH, writePage } from '../page';
import type { ShownFactor } from './show-factor';

/** The maximum number of authenticator apps on the page. */
export const MAX_SHOWN = 50;

/** Renders the page. @param factors the newest first */
export function writeAuthenticatorPage(factors: readonly ShownFactor[], pages: OptionalPages): Html {
  return writePage({
    title: 'Authenticator',
    current: 'authenticator',
    ...pages,
    head: html`<link rel="stylesheet" href="${ASSETS_PATH}authenticator.css">
<script src="${ASSETS_PATH}authenticator.mjs" type="module"></script>`,
    main: html`<h1>Authenticator</h1>
<p>The codes of the authenticator apps of this run, by its clock. They stay on this machine. The page updates by itself.</p>
<p><span id="factor-count" role="status">${countFactors(factors.length)}</span> <span id="factor-error" class="bad" role="status"></span></p>
<div id="factors">
${factors.slice(0, MAX_SHOWN).map(writeFactor)}
</div>`,
  });
}

/** The texts that change are marked by `data-part`, so that the script replaces nothing else. */
function writeFactor({ username, name, id, code, nextCode, validForSeconds, pending }: ShownFactor): Html {
  const title = `${username} · ${name === '' ? '(no name)' : name}`;
  return html`<article id="factor-${id}" aria-labelledby="title-${id}">
<h2 id="title-${id}" data-part="title">${title}</h2>
<p><button type="button" class="code" data-copy data-part="code" aria-describedby="title-${id}">${code}</button> <span class="outcome" role="status"></span></p>
<p>For <span data-part="seconds">${validForSeconds}</span> s, then <code data-part="next">${nextCode}</code><span data-part="pending">${pending ? '. Not confirmed yet' : undefined}</span></p>
</article>`;
}

function countFactors(count: number): string {
  if (count === 0) return 'No authenticator apps yet.';
  if (count > MAX_SHOWN) return `The latest ${MAX_SHOWN} of ${count} authenticator apps.`;
  return count === 1 ? '1 authenticator app.' : `${count} authenticator apps.`;
}
