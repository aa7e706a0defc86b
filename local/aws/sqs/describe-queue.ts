/** `GetQueueAttributes`. */
import type { AwsInput } from '../service';
import type { Queue } from './queue';
import { textsIn } from './read-parameters';
import { sqsError } from './sqs-error';

/** Attributes that only FIFO queues have. */
const OF_FIFO = new Set([
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
]);

/** Attributes that are absent unless they are set. */
const OPTIONAL = new Set([
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
]);

/**
 * Returns the attributes that the request names. All values are texts.
 * @param createdAt epoch milliseconds
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export function describeQueue(queue: Queue, input: AwsInput, createdAt: number): unknown {
  const names = textsIn(input, 'AttributeNames');
  const all = listAttributes(queue, createdAt);
  for (const name of names) {
    if (name === 'All' || OF_FIFO.has(name) || OPTIONAL.has(name) || Object.hasOwn(all, name)) continue;
    throw sqsError('InvalidAttributeName', 'Unknown Attribute.');
  }
  const asked = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
  return asked.length === 0 ? {} : { Attributes: Object.fromEntries(asked) };
}

function listAttributes({ definition, count }: Queue, createdAt: number): Record<string, string> {
  const { visible, inFlight, delayed } = count();
  const { redrive, policy } = definition;
  const created = String(Math.floor(createdAt / 1_000));
  return {
    QueueArn: definition.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: created,
    LastModifiedTimestamp: created,
    VisibilityTimeout: String(definition.visibilityTimeoutSeconds),
    MaximumMessageSize: String(definition.maxMessageBytes),
    MessageRetentionPeriod: String(definition.retentionSeconds),
    DelaySeconds: String(definition.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(definition.receiveWaitSeconds),
    SqsManagedSseEnabled: String(definition.attributes.KmsMasterKeyId === undefined),
    ...(policy !== undefined && { Policy: JSON.stringify(policy) }),
    ...(redrive !== undefined && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: redrive.deadLetterArn,
        maxReceiveCount: redrive.maxReceiveCount,
      }),
    }),
    ...definition.attributes,
  };
}
