/** Forwards security events from the logs to an EventBridge bus. */
import type { AwsClient } from '../shared/aws/aws-client';
import { type LogLine, readLogBatch, type SubscriptionEvent } from './read-log-batch';

/** The client of EventBridge, and the bus. */
export interface ForwardDependencies {
  readonly events: AwsClient;
  readonly eventBusArn: string;
}

/** The `source` of the events on the bus. Their `detail-type` is the line's `event`. */
const EVENT_SOURCE = 'latchkey';

/**
 * The largest number of entries in one call:
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
const MAX_ENTRIES = 10;

/**
 * Creates the handler. Lambda retries it when it throws, so an event may arrive twice. Its `detail.id` stays
 * the same.
 */
export function forwardEvents({ events, eventBusArn }: ForwardDependencies) {
  return async (batch: SubscriptionEvent): Promise<void> => {
    const entries = readLogBatch(batch).flatMap((line) => toEntry(line, eventBusArn));
    for (let start = 0; start < entries.length; start += MAX_ENTRIES) {
      const { FailedEntryCount: failed } = await events.call('PutEvents', {
        Entries: entries.slice(start, start + MAX_ENTRIES),
      });
      if (failed !== 0) throw new Error(`EventBridge rejected ${failed} events`);
    }
  };
}

function toEntry({ id, timestamp, message }: LogLine, eventBusArn: string) {
  const line = parseLine(message);
  return line === undefined
    ? []
    : [
        {
          EventBusName: eventBusArn,
          Source: EVENT_SOURCE,
          DetailType: line.event,
          Detail: JSON.stringify({ ...line, id }),
          Time: timestamp / 1_000,
        },
      ];
}

/** Parses a line. The subscription's filter passes only events, and any other line must not stop the rest. */
function parseLine(message: string): { readonly event: string } | undefined {
  try {
    const line: unknown = JSON.parse(message);
    if (typeof line !== 'object' || line === null) return undefined;
    return typeof (line as { event?: unknown }).event === 'string' ? (line as { event: string }) : undefined;
  } catch {
    return undefined;
  }
}
