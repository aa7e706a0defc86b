/** One run of an operator's command, and the format of its audit events. */

import { operatorEvents } from '../../lambda/event-lists/operator-events';
import type { FieldsOf, OperatorEventName } from '../../lambda/events';
import type { AuditFields, RunFields } from '../../lambda/identity/operator/record-audit';
import { formatLine } from '../../lambda/shared/log';

/** The operator, the table and the reason of a command. */
export type OperatorRun = RunFields;

/** An audit event to format. */
export interface AuditEvent<Event extends OperatorEventName> {
  readonly event: Event;
  readonly fields: AuditFields<Event>;
  readonly at: Date;
}

/** Returns the log line of an event, in the form of the functions' lines, so that filters, queries and subscriptions read both. */
export function formatAuditLine<Event extends OperatorEventName>(
  run: OperatorRun,
  { event, fields, at }: AuditEvent<Event>,
): string {
  const all = { ...run, ...fields } as unknown as FieldsOf<Event>;
  return formatLine<Event>(event, { definition: operatorEvents[event], fields: all, at });
}
