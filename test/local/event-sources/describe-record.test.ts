import { describeRecord } from '../../../local/event-sources/describe-record';
import { describeTestQueue } from '../describe-test-queue';

const queue = describeTestQueue('jobs');
const message = {
  id: 'id',
  body: 'Test message.',
  attributes: {},
  senderId: 'AROA:sender',
  sentAt: 1_545_082_649_183,
  visibleAt: 0,
  receiveCount: 1,
  firstReceivedAt: 1_545_082_649_185,
  receivedAt: 1_545_082_649_185,
  receiptHandle: 'handle',
};

test('a record has the members of Lambda’s example', () => {
  expect(describeRecord(message, queue)).toEqual({
    messageId: 'id',
    receiptHandle: 'handle',
    body: 'Test message.',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1545082649183',
      SenderId: 'AROA:sender',
      ApproximateFirstReceiveTimestamp: '1545082649185',
    },
    messageAttributes: {},
    md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:jobs',
    awsRegion: 'eu-west-1',
  });
});

test('a record has the attributes of the message and of its way', () => {
  const record = describeRecord(
    {
      ...message,
      attributes: {
        text: { DataType: 'String', StringValue: 'myValue' },
        bytes: { DataType: 'Binary', BinaryValue: 'AAE=' },
      },
      traceHeader: 'Root=1',
      groupId: 'tenant',
      deadLetterSourceArn: 'arn:source',
    },
    queue,
  );
  const lists = { stringListValues: [], binaryListValues: [] };
  expect(record).toMatchObject({
    attributes: {
      AWSTraceHeader: 'Root=1',
      MessageGroupId: 'tenant',
      DeadLetterQueueSourceArn: 'arn:source',
    },
    messageAttributes: {
      text: { stringValue: 'myValue', ...lists, dataType: 'String' },
      bytes: { binaryValue: 'AAE=', ...lists, dataType: 'Binary' },
    },
    md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});
