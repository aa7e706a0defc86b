/** The functions' log: one JSON object a line, of an event of the list. */
import { AUDITED, type EventDefinition, type EventField, type EventName, type FieldsOf } from '../events';

/** Writes one line. An event or a field that the list does not have does not compile. */
export type Log<Name extends EventName = EventName> = <Event extends Name>(
  event: Event,
  fields: FieldsOf<Event>,
) => void;

/**
 * Makes the log of a function from the events that it may log. It writes to standard output, not by `console`: Lambda passes on
 * lines that are JSON objects as they are, and would wrap what comes through `console`.
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

/** What a line is made of. */
export interface LineParts<Event extends EventName> {
  readonly definition: EventDefinition;
  readonly fields: FieldsOf<Event>;
  readonly at: Date;
}

/** Formats a line. Of the fields it takes those that the list names, so that nothing else can get into a log. */
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
