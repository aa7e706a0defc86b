/** `SendMessage` and `SendMessageBatch`. */
import type { QueueDefinition } from '../../template/queues/queue-definition';
import type { AwsInput } from '../service';
import { performBatch } from './batch';
import type { Message, SentContent } from './message';
import { digestAttributes, digestText, readAttributes, sizeOfAttributes } from './message-attributes';
import type { Queue } from './queue';
import { integerIn, objectIn, requiredTextIn, textIn } from './read-parameters';
import { invalidValue, sqsError } from './sqs-error';

/** The limit of a batch, in bytes. */
const MAX_BATCH_BYTES = 1_048_576;

/** The characters that SQS accepts: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const INVALID_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Sends one message. */
export function sendMessage(queue: Queue, input: AwsInput, senderId: string): unknown {
  return describeSent(queue.send(readMessage(input, queue.definition), senderId));
}

/** Sends up to ten messages. */
export function sendMessageBatch(queue: Queue, input: AwsInput, senderId: string): unknown {
  return performBatch(input, {
    check: (entries) => {
      const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
      if (bytes <= MAX_BATCH_BYTES) return;
      throw sqsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${MAX_BATCH_BYTES} bytes. You have sent ${bytes} bytes.`,
      );
    },
    perform: (entry) => sendMessage(queue, entry, senderId),
  });
}

function sizeOf(input: AwsInput): number {
  return Buffer.byteLength(textIn(input, 'MessageBody') ?? '') + sizeOfAttributes(readAttributes(input));
}

function readMessage(input: AwsInput, { maxMessageBytes }: QueueDefinition): SentContent {
  const body = requiredTextIn(input, 'MessageBody');
  if (INVALID_CHARACTER.test(body)) {
    throw sqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
  if (sizeOf(input) > maxMessageBytes) {
    throw invalidValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maxMessageBytes} bytes.`,
    );
  }
  if (textIn(input, 'MessageDeduplicationId') !== undefined) {
    throw invalidValue(
      'The value for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.',
    );
  }
  const delaySeconds = integerIn(input, 'DelaySeconds', 0, 900);
  const groupId = textIn(input, 'MessageGroupId');
  const traceHeader = textIn(
    objectIn(objectIn(input, 'MessageSystemAttributes'), 'AWSTraceHeader'),
    'StringValue',
  );
  return {
    body,
    attributes: readAttributes(input),
    ...(delaySeconds !== undefined && { delaySeconds }),
    ...(groupId !== undefined && { groupId }),
    ...(traceHeader !== undefined && { traceHeader }),
  };
}

function describeSent({ id, body, attributes, traceHeader }: Message): unknown {
  const header = { DataType: 'String', StringValue: traceHeader ?? '' };
  return {
    MessageId: id,
    MD5OfMessageBody: digestText(body),
    MD5OfMessageAttributes: digestAttributes(attributes),
    ...(traceHeader !== undefined && {
      MD5OfMessageSystemAttributes: digestAttributes({ AWSTraceHeader: header }),
    }),
  };
}
