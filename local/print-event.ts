/** What a local run prints of its events: one line a request, and what its functions write of interest. */
import type { AwsCall } from './aws/call';
import type { LocalEvent } from './event';
import type { Account } from './gateway/exchange';
import { printLog } from './print-log';

/** The path of an honest request is shorter. */
const MAX_PATH = 200;

type Colour = 'red' | 'yellow' | 'green' | 'grey';

const CODES: Readonly<Record<Colour, number>> = { red: 31, yellow: 33, green: 32, grey: 90 };

/** A printer of events; the text that it returns ends no line, and undefined means that there is none. */
export function createEventPrinter(options: {
  readonly colours: boolean;
  /** Every line that functions log, whole. @default false */
  readonly verbose?: boolean;
}): (event: LocalEvent) => string | undefined {
  const { colours, verbose = false } = options;
  const paint = (colour: Colour, text: string) =>
    colours ? `\u001b[${CODES[colour]}m${text}\u001b[39m` : text;
  return (event) => {
    if (event.kind === 'progress') return paint('grey', event.text);
    if (event.kind === 'warning') return paint('yellow', event.text);
    if (event.kind === 'request') return printRequest(event.account, paint);
    if (event.kind === 'refused') {
      return `refused ${paint('yellow', String(event.refusal.status))} · ${event.refusal.reason}`;
    }
    if (event.kind === 'function-log') return printLog(event.log, { verbose, paint });
    return printCall(event.call, paint);
  };
}

type Paint = (colour: Colour, text: string) => string;

function printRequest(account: Account, paint: Paint): string {
  const { method, path, status, milliseconds, authorizer, reason } = account;
  const colour = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green';
  const parts = [
    `${escapeControls(method)} ${escapeControls(shorten(path))} ${paint(colour, String(status))} ${Math.round(milliseconds)} ms`,
    ...(authorizer === undefined ? [] : [`authorizer ${authorizer}`]),
    ...(reason === undefined ? [] : [reason]),
  ];
  return parts.join(' · ');
}

function printCall(call: AwsCall, paint: Paint): string | undefined {
  if (call.decision === 'allowed') return undefined;
  const { caller, action, resource, decision, reason = '' } = call;
  // a denial's own words repeat the three; what follows them is why
  const why =
    decision === 'denied' ? reason.slice(reason.indexOf(resource) + resource.length) : `: ${reason}`;
  return paint('red', `  ${decision}: ${caller} may not ${action} on ${resource}${why}`);
}

function shorten(path: string): string {
  return path.length > MAX_PATH ? `${path.slice(0, MAX_PATH)}…` : path;
}

/** A path comes from the client, and a terminal obeys control characters. */
function escapeControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => encodeURIComponent(character));
}
