import { openMessageStore } from '../../../../local/aws/sqs/message-store';
import { createQueues } from '../../../../local/aws/sqs/queues';
import { waitForChange } from '../../../../local/aws/sqs/wait-for-change';
import { createRunClock } from '../../../../local/clock/run-clock';
import { describeTestQueue } from '../../describe-test-queue';

const CONTENT = { body: 'hello', attributes: {} };

function create() {
  const clock = createRunClock({ stands: true });
  const messages = openMessageStore(undefined);
  const definitions = [describeTestQueue('jobs')];
  const [queue] = createQueues({ definitions, messages, clock }).all;
  if (queue === undefined) throw new Error('a queue was defined');
  const ending = new AbortController();
  const wait = (mostMs?: number) =>
    waitForChange({ queue, clock, signal: ending.signal, ...(mostMs !== undefined && { mostMs }) });
  return { messages, queue, ending, wait };
}

test('a wait ends with a message', async () => {
  const { queue, wait } = create();
  const waiting = wait();
  queue.send(CONTENT, 'sender');
  await expect(waiting).resolves.toBeUndefined();
});

test('a wait ends with a turn of the clock', async () => {
  const { messages, wait } = create();
  const waiting = wait();
  messages.wake();
  await expect(waiting).resolves.toBeUndefined();
});

test('a wait ends when a message becomes visible', async () => {
  const { queue, wait } = create();
  queue.send({ ...CONTENT, delaySeconds: 0.001 }, 'sender');
  await expect(wait()).resolves.toBeUndefined();
});

test('a wait ends at its limit', async () => {
  await expect(create().wait(1)).resolves.toBeUndefined();
});

test('a wait ends when it is aborted, also before it begins', async () => {
  const { ending, wait } = create();
  const waiting = wait();
  ending.abort();
  await expect(waiting).resolves.toBeUndefined();
  await expect(wait()).resolves.toBeUndefined();
});
