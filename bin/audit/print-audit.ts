/** Prints audit events, because the local run has no log to store them in. */
import type { RecordAudit } from '../../lambda/identity/operator/record-audit';
import { formatAuditLine, type OperatorRun } from './operator-run';

/** The run, and the output of its events. */
export interface PrintAuditOptions {
  readonly run: OperatorRun;
  /** A stream other than the one for the command's results. */
  readonly stream: { readonly isTTY?: boolean; write(text: string): unknown };
  /** Returns the current time in epoch milliseconds. */
  readonly now: () => number;
}

/** Clears the line of a terminal, which may show a progress bar. */
const CLEAR_LINE = '\r\u001B[K';

/** Creates the adapter, which prints one line of JSON for each event. */
export function createPrintedAudit({ run, stream, now }: PrintAuditOptions): RecordAudit {
  return async (event, fields) => {
    const line = formatAuditLine(run, { event, fields, at: new Date(now()) });
    stream.write(`${stream.isTTY ? CLEAR_LINE : ''}${line}\n`);
  };
}
