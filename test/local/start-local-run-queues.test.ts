/** The queues of a local run: from a function that sends to a function that consumes. */
import { prepareQueueRuns, type QueueRuns } from './start-queue-run';

let queueRuns: QueueRuns;
beforeAll(() => {
  queueRuns = prepareQueueRuns();
});
afterEach(() => queueRuns.end());
afterAll(() => queueRuns.remove());

test('a sent message reaches the consumer, and is deleted', async () => {
  const { run, send, count, invocations, recordsOf } = await queueRuns.start();
  const { status, text: messageId } = await send('hello');
  expect(status).toBe(202);
  const [trace] = await invocations(1);
  expect(trace).toEqual({
    source: expect.stringMatching(/^Queue/),
    logicalId: expect.stringMatching(/^Consumer/),
    requestId: expect.any(String),
    unit: 'message',
    records: 1,
    failed: 0,
    milliseconds: expect.any(Number),
  });
  const queue = run.app.queues?.find(({ logicalId }) => logicalId === trace?.source);
  expect(recordsOf(trace)).toEqual([
    {
      messageId,
      receiptHandle: expect.any(String),
      body: 'hello',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(run.clock.now()),
        SenderId: expect.stringMatching(/^AROA[0-9A-F]{17}:.*Sender/),
        ApproximateFirstReceiveTimestamp: String(run.clock.now()),
      },
      messageAttributes: {},
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: queue?.arn,
      awsRegion: 'us-east-1',
    },
  ]);
  expect(await count()).toEqual({ queue: 0, deadLetters: 0 });
  const sent = run.calls().filter(({ action }) => action === 'sqs:SendMessage');
  expect(sent).toMatchObject([
    { decision: 'allowed', resource: queue?.arn, logicalId: expect.stringMatching(/^Sender/) },
  ]);
});
