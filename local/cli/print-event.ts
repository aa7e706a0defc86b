/** Formats the events of a local run: one line for each request, and the relevant output of functions. */
import type { AwsCall } from '../aws/call';
import type { DeadLetter } from '../aws/sqs/queues';
import { formatDuration } from '../clock/format-duration';
import { explainRequest } from '../explain/explain-request';
import type { InvocationTrace } from '../functions/invocation-trace';
import type { RequestTrace } from '../gateway/http/messages';
import { listRecipients, type Mail } from '../mail/mail';
import type { LocalEvent } from '../run/event';
import { shortId } from '../support/short-id';
import { shorten } from '../support/shorten';
import { printLog } from './print-log';

/** The maximum length of a printed path. Valid paths are shorter. */
const MAX_PATH = 200;

type Colour = 'red' | 'yellow' | 'green' | 'grey';

const CODES: Readonly<Record<Colour, number>> = { red: 31, yellow: 33, green: 32, grey: 90 };

/** Creates a formatter of events. Its text has no final line end; undefined means that nothing is printed. */
export function createEventPrinter(options: {
  readonly colours: boolean;
  /** Whether to print every log line of functions in full. @default false */
  readonly verbose?: boolean;
  /** Whether to print why requests pass or fail, and the missing grant of a denied call. @default false */
  readonly explain?: boolean;
}): (event: LocalEvent) => string | undefined {
  const { colours, verbose = false, explain = false } = options;
  const paint = (colour: Colour, text: string) =>
    colours ? `\u001b[${CODES[colour]}m${text}\u001b[39m` : text;
  return (event) => {
    if (event.kind === 'detail') return verbose ? paint('grey', event.text) : undefined;
    if (event.kind === 'progress') return paint('grey', event.text);
    if (event.kind === 'warning') return paint('yellow', event.text);
    if (event.kind === 'clock') {
      const ahead = `${formatDuration(event.aheadSeconds)} ahead of this machine`;
      return `${paint('green', 'clock')} ${new Date(event.now).toISOString()} · ${ahead}`;
    }
    if (event.kind === 'mail') return printMail(event.mail, paint);
    if (event.kind === 'reloaded') {
      const line = `${paint('green', 'reloaded')} ${event.what} in ${Math.round(event.milliseconds)} ms`;
      return [line, ...(event.changes ?? []).map((change) => `  ${change}`)].join('\n');
    }
    if (event.kind === 'kept') return printKept(event, paint);
    if (event.kind === 'request') {
      const why = explain ? explainRequest(event.trace) : undefined;
      return withReasons(printRequest(event.trace, paint), why === undefined ? [] : [why], paint);
    }
    if (event.kind === 'invocation') return printInvocation(event.trace, paint);
    if (event.kind === 'dead-letter') return printDeadLetter(event.letter, paint);
    if (event.kind === 'refused') {
      return `rejected ${paint('yellow', String(event.refusal.status))} · ${event.refusal.reason}`;
    }
    if (event.kind === 'function-log') return printLog(event.log, { verbose, paint });
    return withReasons(printCall(event.call, paint), explain ? (event.explanation ?? []) : [], paint);
  };
}

function withReasons(line: string | undefined, reasons: readonly string[], paint: Paint): string | undefined {
  if (line === undefined) return undefined;
  return [line, ...reasons.map((reason) => paint('grey', `    ${escapeControls(reason)}`))].join('\n');
}

type Paint = (colour: Colour, text: string) => string;

function printMail({ to, cc, bcc, subject }: Mail, paint: Paint): string {
  const recipients = listRecipients({ to, cc, bcc }).join(', ');
  return `${paint('green', 'mail')} to ${escapeControls(shorten(recipients, MAX_PATH))} · ${escapeControls(shorten(subject, MAX_PATH))}`;
}

/** The error is first, so that terminals and editors find its position. */
function printKept({ what, message }: { what: readonly string[]; message: string }, paint: Paint): string {
  const running = what.length === 1 ? 'version is still running' : 'versions are still running';
  return `${paint('red', message)} · ${what.join(', ')}: the last working ${running}`;
}

function printRequest(trace: RequestTrace, paint: Paint): string {
  const { method, path, status, milliseconds, authorizer, reason, problem, logged, cors } = trace;
  const said = logged === undefined ? undefined : `logged: ${logged}`;
  const reasons = [reason, problem, said, cors].filter((text) => text !== undefined);
  const colour = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green';
  const parts = [
    `${escapeControls(method)} ${escapeControls(shorten(path, MAX_PATH))} ${paint(colour, String(status))} ${Math.round(milliseconds)} ms`,
    ...(authorizer === undefined ? [] : [`authorizer ${authorizer}`]),
    ...reasons.map(escapeControls),
  ];
  return parts.join(' · ');
}

function printInvocation(trace: InvocationTrace, paint: Paint): string {
  const { source, logicalId, unit, records, failed, reason, milliseconds } = trace;
  const state = failed === 0 ? paint('green', 'ok') : paint('red', `${failed} failed`);
  const received = `${records} ${unit}${records === 1 ? '' : 's'}`;
  const line = `${shortId(source)} → ${shortId(logicalId)} ${received} ${state} ${Math.round(milliseconds)} ms`;
  return reason === undefined ? line : `${line} · ${escapeControls(reason)}`;
}

function printDeadLetter({ messageId, receiveCount, queue }: DeadLetter, paint: Paint): string {
  const times = receiveCount === 1 ? 'once' : `${receiveCount} times`;
  return `${paint('yellow', 'dead letter')} ${shortId(queue.logicalId)}: ${messageId} was received ${times} and not deleted`;
}

function printCall(call: AwsCall, paint: Paint): string | undefined {
  if (call.decision === 'allowed') return undefined;
  const { logicalId, action, resource, decision, reason = '' } = call;
  const caller = logicalId === undefined ? call.caller : shortId(logicalId);
  // The message of a denial repeats caller, action and resource. The rest is the reason.
  const why =
    decision === 'denied' ? reason.slice(reason.indexOf(resource) + resource.length) : `: ${reason}`;
  return paint('red', `  ${decision}: ${caller} may not ${action} on ${resource}${why}`);
}

/** Escapes control characters. A path comes from the client, and a terminal interprets control characters. */
function escapeControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: matches control characters on purpose
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => encodeURIComponent(character));
}
