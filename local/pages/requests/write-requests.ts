/** Renders the list of the latest requests, with the authorizer's decision and its reason. */
import { explainRequest } from '../../explain/explain-request';
import { maskText } from '../../support/mask-text';
import { machineTimeZone } from '../../support/use-utc';
import { type Html, html } from '../html';
import { writeTable } from '../tables/write-table';
import type { RecentRequest } from './recent-requests';

/** The maximum length of a shown path. Valid paths are shorter. */
const MAX_PATH = 200;

/** @param options.withOrigin whether there are several origins */
export function writeRequests(
  requests: readonly RecentRequest[],
  { withOrigin }: { readonly withOrigin: boolean },
): Html {
  return html`<section aria-labelledby="requests">
<h2 id="requests">Last requests</h2>
${
  requests.length === 0
    ? html`<p>No requests yet.</p>`
    : writeTable({
        label: 'Last requests',
        columns: ['Time', ...(withOrigin ? ['Origin'] : []), 'Request', 'Status', 'Authorizer', 'Why'],
        rows: requests.map((request) => writeRequest(request, withOrigin)),
      })
}
</section>`;
}

function writeRequest({ at, origin, trace, failure }: RecentRequest, withOrigin: boolean) {
  const { method, path, status, milliseconds, authorizer, reason, problem, logged, cors } = trace;
  const time = new Date(at);
  // Mask first: a part of a secret does not have the form of a secret.
  const masked = maskText(path);
  const shortened = masked.length > MAX_PATH ? `${masked.slice(0, MAX_PATH)}…` : masked;
  const said = logged === undefined ? undefined : `logged: ${logged}`;
  const why = [reason, problem, said, cors, explainRequest(trace)].filter((text) => text !== undefined);
  return [
    html`<time datetime="${time.toISOString()}">${time.toLocaleTimeString('en-GB', { timeZone: machineTimeZone })}</time>`,
    ...(withOrigin ? [html`<code>${origin}</code>`] : []),
    html`<code>${method} ${shortened}</code>`,
    html`<span class="${status < 400 ? 'good' : 'bad'}">${status}</span> ${Math.round(milliseconds)} ms`,
    authorizer ?? 'none',
    [
      ...why.map((text) => html`<div>${text}</div>`),
      ...(failure === undefined ? [] : [writeFailure(failure)]),
    ],
  ];
}

/** Renders the message, with the positions below it. */
function writeFailure(failure: string): Html {
  const lines = failure.split('\n').map(maskText);
  return html`<details><summary>${lines[0] ?? ''}</summary><pre>${lines.join('\n')}</pre></details>`;
}
