/** One run of an operator's command, as its audit events describe it. */

import { type FieldsOf, type OperatorEventName, operatorEvents } from '../../lambda/events';
import type { AuditFields, RunFields } from '../../lambda/identity/operator/record-audit';
import { formatLine } from '../../lambda/shared/log';

/** Who runs the command on which table, and why. */
export type OperatorRun = RunFields;

/** An audit event to format. */
export interface AuditEvent<Event extends OperatorEventName> {
  readonly event: Event;
  readonly fields: AuditFields<Event>;
  readonly at: Date;
}

/** Returns the line of an event, in the form of the functions' lines: filters, queries and subscriptions read both. */
export function formatAuditLine<Event extends OperatorEventName>(
  run: OperatorRun,
  { event, fields, at }: AuditEvent<Event>,
): string {
  const all = { ...run, ...fields } as unknown as FieldsOf<Event>;
  return formatLine<Event>(event, { definition: operatorEvents[event], fields: all, at });
}
