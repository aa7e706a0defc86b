/** The functions' log: one JSON object per line, for an event of the list. */
import type { EventField } from '../event-fields';
import { AUDITED, type EventDefinition, type EventName, type FieldsOf } from '../events';

/** Writes one line. An event or a field that is not in the list does not compile. */
export type Log<Name extends EventName = EventName> = <Event extends Name>(
  event: Event,
  fields: FieldsOf<Event>,
) => void;

/**
 * Creates a function's log from the events that it may log. It writes to standard output: Lambda passes on
 * lines that are JSON objects unchanged, but would wrap the output of `console`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
export function createLog<Name extends EventName>(
  events: Readonly<Record<Name, EventDefinition>>,
): Log<Name> {
  return (event, fields) => {
    process.stdout.write(`${formatLine(event, { definition: events[event], fields, at: new Date() })}\n`);
  };
}

/** The parts of a line. */
export interface LineParts<Event extends EventName> {
  readonly definition: EventDefinition;
  readonly fields: FieldsOf<Event>;
  readonly at: Date;
}

/** Formats a line. It takes only the fields that the list names, so nothing else can get into a log. */
export function formatLine<Event extends EventName>(
  event: Event,
  { definition, fields, at }: LineParts<Event>,
): string {
  const values: Readonly<Partial<Record<EventField, unknown>>> = fields;
  const listed = definition.fields.map((mark) => {
    const field = mark.replace('?', '') as EventField;
    return [field, values[field]] as const;
  });
  return JSON.stringify({
    level: levelOf(definition, values),
    timestamp: at.toISOString(),
    ...(definition.audited && { [AUDITED]: true }),
    event,
    ...Object.fromEntries(listed),
  });
}

function levelOf({ level }: EventDefinition, { status }: { readonly status?: unknown }): string {
  if (level !== 'BY_STATUS') return level;
  return Number(status) >= 500 ? 'ERROR' : 'INFO';
}
