/** Writes the list of the latest requests, with what the authorizer decided and why. */
import { explainRequest } from '../../explain/explain-request';
import { maskText } from '../../support/mask-text';
import { machineTimeZone } from '../../support/use-utc';
import { type Html, html } from '../html';
import { writeTable } from '../tables/write-table';
import type { RecentRequest } from './recent-requests';

/** Longer paths are cut: an honest one is shorter. */
const MAX_PATH = 200;

/** @param options.withOrigin whether requests come to several origins */
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
  // before it is cut, since half a secret has another form
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

/** The message, and behind it the places. */
function writeFailure(failure: string): Html {
  const lines = failure.split('\n').map(maskText);
  return html`<details><summary>${lines[0] ?? ''}</summary><pre>${lines.join('\n')}</pre></details>`;
}
