/** Records what an operator's command is about to do. */
import type { FieldsOf, OperatorEventName } from '../../events';

/** The fields that all events of a run share: the operator, the command's run, the table and the reason. */
export type RunFields = Pick<FieldsOf<OperatorEventName>, 'runId' | 'operator' | 'reason' | 'table'>;

/** The other fields of an event. */
export type AuditFields<Event extends OperatorEventName> = Omit<FieldsOf<Event>, keyof RunFields>;

/**
 * Writes an event, and waits until it is stored. An operation calls it before its first change. The same
 * event may be written twice.
 * @throws Error when the event cannot be written: the operation must then change nothing
 */
export type RecordAudit = <Event extends OperatorEventName>(
  event: Event,
  fields: AuditFields<Event>,
) => Promise<void>;
