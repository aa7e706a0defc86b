/** What the local SQS refuses, and which attributes it returns. */
import {
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { runSqs, type TestSqs } from './run-sqs';

let sqs: TestSqs;
afterEach(() => sqs.close());

test('attributes are received by name, by prefix, or not at all', async () => {
  sqs = await runSqs();
  const { client, QueueUrl } = sqs;
  const value = { DataType: 'String', StringValue: 'x' };
  const MessageAttributes = { 'a.b': value, 'a.c': value, d: value };
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm', MessageAttributes }));
  const names = async (MessageAttributeNames: string[]) => {
    const command = new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames, VisibilityTimeout: 0 });
    const { Messages } = await client.send(command);
    return Object.keys(Messages?.[0]?.MessageAttributes ?? {});
  };
  expect(await names(['a.*'])).toEqual(['a.b', 'a.c']);
  expect(await names(['d'])).toEqual(['d']);
  expect(await names(['All'])).toEqual(['a.b', 'a.c', 'd']);
  expect(await names(['.*'])).toEqual(['a.b', 'a.c', 'd']);
  expect(await names([])).toEqual([]);
});

test.each([
  ['EmptyBatchRequest', []],
  ['TooManyEntriesInBatchRequest', Array.from({ length: 11 }, (_, index) => ({ Id: `e${index}` }))],
  ['BatchEntryIdsNotDistinct', [{ Id: 'same' }, { Id: 'same' }]],
  ['InvalidBatchEntryId', [{ Id: 'a b' }]],
  [
    'BatchRequestTooLong',
    [
      { Id: 'a', MessageBody: 'x'.repeat(600_000) },
      { Id: 'b', MessageBody: 'x'.repeat(600_000) },
    ],
  ],
])('a batch is refused: %s', async (name, entries) => {
  sqs = await runSqs();
  const { client, QueueUrl } = sqs;
  const Entries = entries.map((entry) => ({ MessageBody: 'm', ...entry }));
  await expect(client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({
    name,
  });
});

test.each([
  ['InvalidMessageContents', { MessageBody: '\u0001' }],
  ['InvalidParameterValue', { MessageBody: 'x'.repeat(1_025) }],
  [
    'InvalidParameterValue',
    { MessageBody: 'm', MessageAttributes: { a: { DataType: 'String', StringValue: 'x'.repeat(1_024) } } },
  ],
  ['InvalidParameterValue', { MessageBody: 'm', DelaySeconds: 901 }],
  ['InvalidParameterValue', { MessageBody: 'm', MessageDeduplicationId: 'd' }],
  [
    'InvalidParameterValue',
    { MessageBody: 'm', MessageAttributes: { 'aws.a': { DataType: 'String', StringValue: 'x' } } },
  ],
  [
    'InvalidParameterValue',
    { MessageBody: 'm', MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } },
  ],
  [
    'InvalidParameterValue',
    { MessageBody: 'm', MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
  ],
  ['MissingParameter', { MessageBody: '' }],
])('a message is refused: %s %#', async (code, message) => {
  sqs = await runSqs({ maxMessageBytes: 1_024 });
  const { client, QueueUrl } = sqs;
  const sending = client.send(new SendMessageCommand({ QueueUrl, ...message }));
  await expect(sending).rejects.toMatchObject({ Error: { Code: code, Type: 'Sender' } });
});

test('parameters of a receive are refused before a message is received', async () => {
  sqs = await runSqs();
  const { client, QueueUrl } = sqs;
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));
  for (const parameter of [{ MaxNumberOfMessages: 11 }, { WaitTimeSeconds: 21 }, { VisibilityTimeout: -1 }]) {
    const receiving = client.send(new ReceiveMessageCommand({ QueueUrl, ...parameter }));
    await expect(receiving).rejects.toMatchObject({ Error: { Code: 'InvalidParameterValue' } });
  }
  expect((await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toHaveLength(1);
});

test('operations that are not implemented are refused', async () => {
  sqs = await runSqs();
  const { client } = sqs;
  await expect(client.send(new ListQueuesCommand({}))).rejects.toThrow('does not implement ListQueues');
});
