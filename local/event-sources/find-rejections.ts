/** Finds the reasons why AWS would reject an event source mapping. */
import { authorizeCall } from '../aws/authorize-call';
import { accessTo } from '../aws/sqs/queues';
import { shortId } from '../support/short-id';
import type { FunctionDefinition } from '../template/model';
import type { EventSource } from '../template/queues/event-source';
import type { QueueDefinition } from '../template/queues/queue-definition';

/** What Lambda calls under the role of the function. */
const ACTIONS = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/**
 * Returns one sentence part for each reason, such as `MailQueue: the role of Mail …`.
 * @param now epoch milliseconds, for the conditions of policies
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function findRejections(
  source: EventSource,
  queue: QueueDefinition,
  definition: FunctionDefinition,
  now: number,
): readonly string[] {
  const [name, { visibilityTimeoutSeconds }] = [shortId(definition.logicalId), queue];
  const { batchSize, batchingWindowSeconds, maximumConcurrency, functionTimeoutSeconds } = source;
  const reasons = ACTIONS.flatMap((action) => {
    const access = accessTo(queue, action);
    const denied = authorizeCall(definition, [access], now) !== undefined;
    return denied ? [`the role of ${name} does not allow ${access.action} on ${queue.arn}`] : [];
  });
  if (visibilityTimeoutSeconds < functionTimeoutSeconds) {
    reasons.push(
      `the visibility timeout of its queue (${visibilityTimeoutSeconds} s) is less than the timeout of ${name} (${functionTimeoutSeconds} s)`,
    );
  }
  if (batchSize < 1 || batchSize > 10_000) reasons.push(`BatchSize ${batchSize} is not between 1 and 10,000`);
  if (batchingWindowSeconds < 0 || batchingWindowSeconds > 300) {
    reasons.push(`MaximumBatchingWindowInSeconds ${batchingWindowSeconds} is not between 0 and 300`);
  }
  if (batchSize > 10 && batchingWindowSeconds < 1) {
    reasons.push(`BatchSize ${batchSize} needs a MaximumBatchingWindowInSeconds of at least 1`);
  }
  if (maximumConcurrency !== undefined && (maximumConcurrency < 2 || maximumConcurrency > 1_000)) {
    reasons.push(`MaximumConcurrency ${maximumConcurrency} is not between 2 and 1,000`);
  }
  return reasons.map((reason) => `${shortId(source.logicalId)}: ${reason}`);
}
