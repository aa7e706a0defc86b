/** The wire shapes of the local SQS, as the AWS SDK's client sends and checks them. It compares the digests of bodies. */
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { waitUntil } from '../../../support/wait-until';
import { describeTestQueue } from '../../describe-test-queue';
import { runSqs, type TestSqs } from './run-sqs';

let sqs: TestSqs;
afterEach(() => sqs.close());

test('a message is sent, received, hidden for longer, and deleted', async () => {
  sqs = await runSqs();
  const { client, clock, QueueUrl } = sqs;
  const sent = await client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: 'héllo 🗝',
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'greeting' },
        size: { DataType: 'Number.int', StringValue: '7' },
        bytes: { DataType: 'Binary', BinaryValue: Buffer.from([0, 1, 255]) },
      },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1' } },
    }),
  );
  expect(sent).toMatchObject({
    MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    // The digests of the algorithm that SQS documents, computed by a second implementation.
    MD5OfMessageAttributes: 'f39d4ef806399a738542db2394f4c964',
    MD5OfMessageSystemAttributes: 'd6619b3d47b81d3fc72c0db005a70eda',
  });
  const { Messages } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['kind'],
    }),
  );
  const now = String(clock.now());
  expect(Messages).toEqual([
    {
      MessageId: sent.MessageId,
      ReceiptHandle: expect.any(String),
      Body: 'héllo 🗝',
      MD5OfBody: sent.MD5OfMessageBody,
      Attributes: {
        ApproximateReceiveCount: '1',
        ApproximateFirstReceiveTimestamp: now,
        SentTimestamp: now,
        SenderId: expect.stringMatching(/^AROA[0-9A-F]{17}:worker$/),
        AWSTraceHeader: 'Root=1',
      },
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } },
      MD5OfMessageAttributes: '55ed4b7836c74ac3476eb038898fee8b',
    },
  ]);
  const ReceiptHandle = Messages?.[0]?.ReceiptHandle;
  await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 }));
  clock.turn(59);
  expect((await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
  const deleted = await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  expect(deleted).toEqual({ $metadata: expect.objectContaining({ httpStatusCode: 200 }) });
  clock.turn(1);
  expect((await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
});

test('batches succeed and fail by entry', async () => {
  sqs = await runSqs();
  const { client, QueueUrl } = sqs;
  const sent = await client.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'one', MessageBody: 'first' },
        { Id: 'two', MessageBody: 'second', DelaySeconds: 901 },
        { Id: 'three', MessageBody: '\u0000' },
      ],
    }),
  );
  expect(sent.Successful).toMatchObject([{ Id: 'one', MD5OfMessageBody: expect.any(String) }]);
  expect(sent.Failed).toMatchObject([
    {
      Id: 'two',
      SenderFault: true,
      Code: 'InvalidParameterValue',
      Message: expect.stringContaining('DelaySeconds'),
    },
    { Id: 'three', SenderFault: true, Code: 'InvalidMessageContents' },
  ]);
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  expect(Messages).toMatchObject([{ Body: 'first' }]);
  const [{ ReceiptHandle } = {}] = Messages;
  const changed = await client.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'one', ReceiptHandle, VisibilityTimeout: 10 },
        { Id: 'two', ReceiptHandle, VisibilityTimeout: 43_201 },
      ],
    }),
  );
  expect(changed).toMatchObject({ Successful: [{ Id: 'one' }], Failed: [{ Code: 'InvalidParameterValue' }] });
  const deleted = await client.send(
    new DeleteMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'one', ReceiptHandle },
        { Id: 'two', ReceiptHandle: 'none' },
      ],
    }),
  );
  expect(deleted).toMatchObject({
    Successful: [{ Id: 'one' }],
    Failed: [{ Code: 'ReceiptHandleIsInvalid' }],
  });
  // A batch needs the permission of its entries.
  expect([...new Set(sqs.calls.map(({ action }) => action))]).toEqual([
    'sqs:SendMessage',
    'sqs:ReceiveMessage',
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
  ]);
});

test('a long poll ends with a message, and with the endpoint', async () => {
  sqs = await runSqs({ receiveWaitSeconds: 20 });
  const { client, QueueUrl } = sqs;
  const receiving = client.send(new ReceiveMessageCommand({ QueueUrl }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));
  expect((await receiving).Messages).toMatchObject([{ Body: 'm' }]);
  expect(
    (await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 }))).Messages,
  ).toBeUndefined();
  const hanging = client.send(new ReceiveMessageCommand({ QueueUrl })).catch((error: Error) => error);
  await waitUntil(() => sqs.calls.length === 4);
  await sqs.endpoint.close();
  await hanging;
});

test('a queue is found by its name, its local URL and its URL on AWS', async () => {
  sqs = await runSqs();
  const { client, QueueUrl } = sqs;
  expect(await client.send(new GetQueueUrlCommand({ QueueName: 'jobs' }))).toMatchObject({ QueueUrl });
  const unknown = { name: 'QueueDoesNotExist', Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue' } };
  for (const QueueName of ['job', 'JOBS']) {
    await expect(client.send(new GetQueueUrlCommand({ QueueName }))).rejects.toMatchObject(unknown);
  }
  const foreign = new GetQueueUrlCommand({ QueueName: 'jobs', QueueOwnerAWSAccountId: '210987654321' });
  await expect(client.send(foreign)).rejects.toMatchObject(unknown);
  for (const path of ['/123456789012/other', '/210987654321/jobs', '/jobs']) {
    const purge = new PurgeQueueCommand({ QueueUrl: sqs.endpoint.url + path });
    await expect(client.send(purge)).rejects.toMatchObject(unknown);
  }
  expect(sqs.calls.map(({ decision }) => decision)).toEqual(['allowed', ...Array(6).fill('refused')]);
});

test('the attributes of a queue are texts, and those that are asked for', async () => {
  const redrive = { deadLetterArn: describeTestQueue('dead').arn, maxReceiveCount: 3 };
  sqs = await runSqs({ redrive, attributes: { KmsMasterKeyId: 'alias/a' } });
  const { client, clock, QueueUrl } = sqs;
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm', DelaySeconds: 1 }));
  const created = String(Math.floor(clock.now() / 1_000));
  const get = async (...AttributeNames: ('All' | 'QueueArn' | 'Policy')[]) =>
    (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))).Attributes;
  expect(await get('All')).toEqual({
    QueueArn: describeTestQueue('jobs').arn,
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '0',
    ApproximateNumberOfMessagesDelayed: '1',
    CreatedTimestamp: created,
    LastModifiedTimestamp: created,
    VisibilityTimeout: '30',
    MaximumMessageSize: '1048576',
    MessageRetentionPeriod: '345600',
    DelaySeconds: '0',
    ReceiveMessageWaitTimeSeconds: '0',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: redrive.deadLetterArn, maxReceiveCount: 3 }),
    SqsManagedSseEnabled: 'false',
    KmsMasterKeyId: 'alias/a',
  });
  expect(await get('QueueArn', 'Policy')).toEqual({ QueueArn: describeTestQueue('jobs').arn });
  expect(await get()).toBeUndefined();
  await client.send(new PurgeQueueCommand({ QueueUrl }));
  expect(await get('All')).toMatchObject({ ApproximateNumberOfMessages: '0' });
});
