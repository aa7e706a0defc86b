/** Describes a queue with the defaults of `CreateQueue`, for tests. */
import type { QueueDefinition } from '../../local/template/queues/queue-definition';

/** @param change the properties that differ from the defaults */
export function describeTestQueue(name: string, change: Partial<QueueDefinition> = {}): QueueDefinition {
  return {
    logicalId: name,
    name,
    url: `https://sqs.eu-west-1.amazonaws.com/123456789012/${name}`,
    arn: `arn:aws:sqs:eu-west-1:123456789012:${name}`,
    visibilityTimeoutSeconds: 30,
    delaySeconds: 0,
    retentionSeconds: 345_600,
    maxMessageBytes: 1_048_576,
    receiveWaitSeconds: 0,
    attributes: {},
    ...change,
  };
}
