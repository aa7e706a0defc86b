/** Records what an operator's command is about to do. */
import type { FieldsOf, OperatorEventName } from '../../events';

/** What each event of a run has in common: who runs which command on which table, and why. */
export type RunFields = Pick<FieldsOf<OperatorEventName>, 'runId' | 'operator' | 'reason' | 'table'>;

/** What one event says beside that. */
export type AuditFields<Event extends OperatorEventName> = Omit<FieldsOf<Event>, keyof RunFields>;

/**
 * Writes an event, and waits until it is kept. An operation calls it before its first change. The same event may be written twice.
 * @throws Error when the event can't be written: nothing may be changed then
 */
export type RecordAudit = <Event extends OperatorEventName>(
  event: Event,
  fields: AuditFields<Event>,
) => Promise<void>;
