/** The attributes that SQS itself adds to a received message. */
import type { ReceivedMessage } from './message';

/** Returns the attributes by name. All values are texts; times are in epoch milliseconds. */
export function systemAttributesOf(message: ReceivedMessage): Readonly<Record<string, string>> {
  const { traceHeader, groupId, deadLetterSourceArn } = message;
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    ...(traceHeader !== undefined && { AWSTraceHeader: traceHeader }),
    SentTimestamp: String(message.sentAt),
    SenderId: message.senderId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(deadLetterSourceArn !== undefined && { DeadLetterQueueSourceArn: deadLetterSourceArn }),
  };
}
