/** Failures around the queues of a local run, and its end. */
import { waitUntil } from '../support/wait-until';
import { prepareQueueRuns, type QueueRuns } from './start-queue-run';
import { synthesizeQueueFixture } from './synthesize-queue-fixture';

let queueRuns: QueueRuns;
beforeAll(() => {
  queueRuns = prepareQueueRuns();
});
afterEach(() => queueRuns.end());
afterAll(() => queueRuns.remove());

test('a thrown error fails the batch, and is reported as that of any function', async () => {
  const { all, send, invocations } = await queueRuns.start();
  await send('throw');
  expect(await invocations(1)).toMatchObject([{ records: 1, failed: 1, reason: 'Error' }]);
  const errors = all('function-log').filter(({ log: { kind } }) => kind === 'error');
  expect(errors.map(({ log }) => log.text)).toEqual([expect.stringContaining('the consumer failed')]);
});

test('a failed message is visible again after its timeout, and moves to the dead letters', async () => {
  const { run, all, send, count, invocations } = await queueRuns.start();
  const { text: messageId } = await send('fail');
  expect(await invocations(1)).toMatchObject([{ records: 1, failed: 1 }]);
  expect(await count()).toEqual({ queue: 1, deadLetters: 0 });
  await run.turnClock(60);
  expect(await invocations(2)).toHaveLength(2);
  await run.turnClock(60);
  const [moved] = await waitUntil(() => {
    const letters = all('dead-letter');
    return letters.length > 0 && letters;
  });
  expect(moved?.letter).toMatchObject({ messageId, receiveCount: 2 });
  expect(await count()).toEqual({ queue: 0, deadLetters: 1 });
  expect(all('invocation')).toHaveLength(2);
});

test('accepted messages survive the end of the run, and the next run delivers them', async () => {
  const first = await queueRuns.start({ memory: false });
  const { text: messageId } = await first.send('fail');
  expect(await first.invocations(1)).toHaveLength(1);
  await queueRuns.end();
  const { run, count, invocations, recordsOf } = await queueRuns.start({ memory: false });
  expect(await count()).toEqual({ queue: 1, deadLetters: 0 });
  await run.turnClock(60);
  const [trace] = await invocations(1);
  expect(recordsOf(trace)).toMatchObject([{ messageId, attributes: { ApproximateReceiveCount: '2' } }]);
  await queueRuns.end();
  const fresh = await queueRuns.start({ memory: false, fresh: true });
  expect(await fresh.count()).toEqual({ queue: 0, deadLetters: 0 });
});

test('a fault of SQS reaches the sender', async () => {
  const { send, count } = await queueRuns.start({
    intercept: async ({ action }, perform) =>
      action === 'sqs:SendMessage'
        ? { status: 503, body: JSON.stringify({ __type: 'com.amazonaws.sqs#ServiceUnavailable' }) }
        : perform(),
  });
  expect((await send('hello')).status).toBe(502);
  expect(await count()).toEqual({ queue: 0, deadLetters: 0 });
});

test('a mapping that AWS would reject is reported and not run', async () => {
  const { all, send, count } = await queueRuns.start({
    assembly: synthesizeQueueFixture(queueRuns.project, { withoutGrant: true }),
  });
  const arn = expect.stringMatching(/Consumer does not allow sqs:ReceiveMessage on arn:aws:sqs:/);
  expect(all('warning').map(({ text }) => text)).toEqual([
    arn,
    expect.stringContaining('sqs:DeleteMessage'),
    expect.stringContaining('sqs:GetQueueAttributes'),
  ]);
  await send('hello');
  expect(await count()).toEqual({ queue: 1, deadLetters: 0 });
});
