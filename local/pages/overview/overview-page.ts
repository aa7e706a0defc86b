/** The page that shows what is served, the latest requests and the contents of the tables. */

import { shortId } from '../../support/short-id';
import type { LocalApp, RestApi } from '../../template/model';
import { listRoutes } from '../../template/read/list-routes';
import type { ShownClock } from '../clock/answer-clock';
import { CLOCK_SCRIPT, writeClock } from '../clock/write-clock';
import { type Html, html } from '../html';
import { findOptionalPages } from '../optional-pages';
import { DOCS_PATH, writePage } from '../page';
import type { RecentRequest } from '../requests/recent-requests';
import { writeRequests } from '../requests/write-requests';
import type { TableContents } from '../tables/read-tables';
import { writeTable } from '../tables/write-table';
import { writeTableContents } from '../tables/write-table-contents';

/** The content of the page. */
export interface Overview {
  readonly app: LocalApp;
  /** Each API in each of its stages, with its origin. */
  readonly served: readonly { readonly api: RestApi; readonly origin: string }[];
  /** The latest one first. */
  readonly requests: readonly RecentRequest[];
  readonly tables: readonly TableContents[];
  readonly clock: ShownClock;
}

/** Renders the page. */
export function writeOverviewPage({ app, served, requests, tables, clock }: Overview): Html {
  return writePage({
    title: 'Local run',
    current: 'overview',
    ...findOptionalPages(app),
    head: CLOCK_SCRIPT,
    main: html`<h1>Local run</h1>
<p>The current state of the local run. Reload the page to update it.</p>
${writeClock(clock)}
${served.map(writeStage)}
${writeFunctions(app)}
${writeRequests(requests, { withOrigin: served.length > 1 })}
<section aria-labelledby="tables">
<h2 id="tables">Tables</h2>
${tables.length === 0 ? html`<p>The app has none.</p>` : tables.map(writeTableContents)}
</section>`,
  });
}

function writeStage({ api, origin }: Overview['served'][number], index: number): Html {
  const id = `api-${index}`;
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${api.name}, stage ${api.stage.name}</h2>
<p><code>${origin}</code> · <a href="${origin}${DOCS_PATH}">try its routes</a></p>
${writeTable({
  label: `Routes of ${api.name}, stage ${api.stage.name}`,
  columns: ['Method', 'Path', 'Who may call'],
  rows: listRoutes(api).map(({ verb, path, callers }) => [
    html`<code>${verb}</code>`,
    html`<code>${path}</code>`,
    callers,
  ]),
})}
</section>`;
}

function writeFunctions({ functions }: LocalApp): Html {
  return html`<section aria-labelledby="functions">
<h2 id="functions">Functions</h2>
${writeTable({
  label: 'Functions',
  columns: ['Function', 'Handler', 'Memory', 'Timeout'],
  rows: functions.map(({ logicalId, handler, memoryMb, timeoutSeconds }) => [
    shortId(logicalId),
    html`<code>${handler}</code>`,
    `${memoryMb} MB`,
    `${timeoutSeconds} s`,
  ]),
})}
</section>`;
}
