/** Describes a message as a record of a function's event. */
import type { MessageAttribute, ReceivedMessage } from '../aws/sqs/message';
import { digestAttributes, digestText } from '../aws/sqs/message-attributes';
import { systemAttributesOf } from '../aws/sqs/system-attributes';
import type { QueueDefinition } from '../template/queues/queue-definition';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
export function describeRecord(message: ReceivedMessage, { arn }: Pick<QueueDefinition, 'arn'>): unknown {
  const { id, receiptHandle, body, attributes } = message;
  const digest = digestAttributes(attributes);
  return {
    messageId: id,
    receiptHandle,
    body,
    attributes: systemAttributesOf(message),
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, attribute]) => [name, describeAttribute(attribute)]),
    ),
    ...(digest !== undefined && { md5OfMessageAttributes: digest }),
    md5OfBody: digestText(body),
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: arn.split(':')[3],
  };
}

function describeAttribute({ DataType, StringValue, BinaryValue }: MessageAttribute): unknown {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}
