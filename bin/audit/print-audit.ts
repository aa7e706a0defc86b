/** Prints audit events: the local run has no log to keep them in. */
import type { RecordAudit } from '../../lambda/identity/operator/record-audit';
import { formatAuditLine, type OperatorRun } from './operator-run';

/** Where events are printed. */
export interface PrintAuditOptions {
  readonly run: OperatorRun;
  /** A stream beside that of the command's results. */
  readonly stream: { readonly isTTY?: boolean; write(text: string): unknown };
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** On a terminal a progress bar may be in the line. */
const CLEAR_LINE = '\r\u001B[K';

/** Makes the adapter: one line of JSON an event. */
export function createPrintedAudit({ run, stream, now }: PrintAuditOptions): RecordAudit {
  return async (event, fields) => {
    const line = formatAuditLine(run, { event, fields, at: new Date(now()) });
    stream.write(`${stream.isTTY ? CLEAR_LINE : ''}${line}\n`);
  };
}
