/** Says what went wrong, and what went well. */
import { type Html, html } from '../html';
import type { PageProblem } from '../page-model';
import { recognizeFault } from '../texts/fault-kinds';
import type { MessageCode } from '../texts/page-texts';
import type { View } from './view';

const SECONDS_PER_MINUTE = 60;

/** Returns the message for a code of a problem. */
export function messageOf({ texts }: Pick<View, 'texts'>, code: string): string {
  return Object.hasOwn(texts.messages, code) ? texts.messages[code as MessageCode] : texts.failed;
}

/** Describes the fault of a field. */
export function describeFault({ texts }: Pick<View, 'texts'>, detail: string): string {
  const fault = recognizeFault(detail);
  return fault ? texts.faults[fault.kind](fault.limit) : texts.fault;
}

const isUnexpected = ({ texts }: View, code: string) =>
  code === 'INTERNAL' || !Object.hasOwn(texts.messages, code);

/** Writes the parts of a message: what happened, how long to wait, and the number of the request. */
function writeProblem(view: View, { code, retryAfter, requestId }: PageProblem): Html {
  const { texts } = view;
  const wait =
    retryAfter !== undefined && texts.waitFor(Math.max(1, Math.ceil(retryAfter / SECONDS_PER_MINUTE)));
  return html`<p>${messageOf(view, code)}${wait && html` ${wait}`}</p>${
    requestId !== undefined &&
    isUnexpected(view, code) &&
    html`<p>${texts.requestId} <code>${requestId}</code></p>`
  }`;
}

/** Writes the message about a form that was refused. @param hasFocus whether no field gets the focus */
export function writeAlert(view: View, problem: PageProblem, hasFocus: boolean): Html {
  return html`<div id="alert" class="alert" role="alert" tabindex="-1"${hasFocus && html` autofocus`}>${writeProblem(view, problem)}</div>`;
}
