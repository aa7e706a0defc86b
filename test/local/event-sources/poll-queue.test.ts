/** A poller with a function that the test answers for, on a clock that stands. */
import { openMessageStore } from '../../../local/aws/sqs/message-store';
import { createQueues } from '../../../local/aws/sqs/queues';
import { createRunClock } from '../../../local/clock/run-clock';
import { type Poller, pollQueue } from '../../../local/event-sources/poll-queue';
import type { InvocationTrace } from '../../../local/functions/invocation-trace';
import type { InvokeResult } from '../../../local/functions/invoke';
import type { EventSource } from '../../../local/template/queues/event-source';
import { waitUntil } from '../../support/wait-until';
import { describeTestQueue } from '../describe-test-queue';

interface Invocation {
  readonly bodies: readonly string[];
  readonly ids: readonly string[];
  answer(result: InvokeResult): void;
}

const OK: InvokeResult = { kind: 'returned', payload: 'null' };
const failing = (ids: readonly string[]): InvokeResult => ({
  kind: 'returned',
  payload: JSON.stringify({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) }),
});

const pollers: Poller[] = [];
const open: Invocation[] = [];

afterEach(async () => {
  const stopped = pollers.splice(0).map((poller) => poller.stop());
  for (const { answer } of open.splice(0)) answer(OK);
  await Promise.all(stopped);
});

interface Event {
  readonly Records: readonly { readonly body: string; readonly messageId: string }[];
}

function create(change: Partial<EventSource> = {}, bodies: readonly string[] = []) {
  const clock = createRunClock({ stands: true });
  const messages = openMessageStore(undefined);
  const definition = describeTestQueue('jobs');
  const [queue] = createQueues({ definitions: [definition], messages, clock }).all;
  if (queue === undefined) throw new Error('a queue was defined');
  const send = (body: string) => queue.send({ body, attributes: {} }, 'sender');
  bodies.forEach(send);
  const invocations: Invocation[] = [];
  const traces: InvocationTrace[] = [];
  const source: EventSource = {
    logicalId: 'Mapping',
    queueArn: definition.arn,
    functionArn: 'arn:function',
    functionTimeoutSeconds: 3,
    batchSize: 10,
    batchingWindowSeconds: 0,
    reportsBatchItemFailures: true,
    ...change,
  };
  const poller = pollQueue({
    source,
    logicalId: 'Consumer',
    queue,
    clock,
    invoke: (arn, event, onRequestId) => {
      onRequestId?.(arn);
      return new Promise((answer) => {
        const { Records } = event as Event;
        const ids = Records.map(({ messageId }) => messageId);
        const invocation = { bodies: Records.map(({ body }) => body), ids, answer };
        invocations.push(invocation);
        open.push(invocation);
      });
    },
    onInvocation: (trace) => traces.push(trace),
    onFault: (error) => {
      throw error;
    },
  });
  pollers.push(poller);
  return {
    clock,
    queue,
    send,
    poller,
    traces,
    invocations,
    turn: (seconds: number) => {
      clock.turn(seconds);
      messages.wake();
    },
    /** Resolves with an invocation, counted from 0. */
    nth: (index: number) => waitUntil(() => invocations[index]),
    traced: (number: number) => waitUntil(() => traces.length >= number),
  };
}

test('a batch has the messages that are there, up to the batch size', async () => {
  const { nth, send } = create({ batchSize: 2 }, ['a', 'b', 'c']);
  expect((await nth(0)).bodies).toEqual(['a', 'b']);
  expect((await nth(1)).bodies).toEqual(['c']);
  send('d');
  expect((await nth(2)).bodies).toEqual(['d']);
});

test('a success deletes the batch', async () => {
  const { nth, traced, traces, queue, turn, invocations } = create({}, ['a', 'b']);
  (await nth(0)).answer(OK);
  await traced(1);
  const consumed = { source: 'jobs', logicalId: 'Consumer', requestId: 'arn:function', unit: 'message' };
  expect(traces).toMatchObject([{ ...consumed, records: 2, failed: 0 }]);
  expect(queue.count()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  turn(30);
  expect(invocations).toHaveLength(1);
});

test('of a partly failed batch only the failed messages return, after their visibility timeout', async () => {
  const { nth, traced, traces, queue, turn, invocations } = create({}, ['a', 'b', 'c']);
  const first = await nth(0);
  first.answer(failing(first.ids.slice(1, 2)));
  await traced(1);
  expect(traces).toMatchObject([{ records: 3, failed: 1 }]);
  expect(queue.count().inFlight).toBe(1);
  turn(29);
  expect(invocations).toHaveLength(1);
  turn(1);
  expect(await nth(1)).toMatchObject({ bodies: ['b'], ids: first.ids.slice(1, 2) });
});

test('a failed invocation and a malformed response return the whole batch', async () => {
  const { nth, traced, traces, queue, turn } = create({}, ['a', 'b']);
  (await nth(0)).answer({ kind: 'failed', errorType: 'Error', errorMessage: 'no' });
  await traced(1);
  expect(queue.count().inFlight).toBe(2);
  turn(30);
  (await nth(1)).answer(failing(['']));
  await traced(2);
  expect(queue.count().inFlight).toBe(2);
  turn(30);
  expect((await nth(2)).bodies).toEqual(['a', 'b']);
  expect(traces).toMatchObject([
    { records: 2, failed: 2, reason: 'Error' },
    { records: 2, failed: 2, reason: expect.stringContaining('itemIdentifier') },
  ]);
});

test('no more invocations run at once than the maximum concurrency', async () => {
  const { nth, invocations, send } = create({ batchSize: 1, maximumConcurrency: 2 }, ['a', 'b', 'c']);
  await nth(1);
  send('d');
  expect(invocations.map(({ bodies }) => bodies)).toEqual([['a'], ['b']]);
  invocations[1]?.answer(OK);
  expect((await nth(2)).bodies).toEqual(['c']);
  expect(invocations).toHaveLength(3);
});

test('without a maximum, five invocations run at once', async () => {
  const { nth, invocations } = create({ batchSize: 1 }, ['a', 'b', 'c', 'd', 'e', 'f']);
  const fifth = await nth(4);
  expect(invocations).toHaveLength(5);
  fifth.answer(OK);
  expect((await nth(5)).bodies).toEqual(['f']);
});

test('a window gathers messages until it is over', async () => {
  const { nth, send, turn, queue, invocations } = create({ batchingWindowSeconds: 20 }, ['a']);
  await waitUntil(() => queue.count().inFlight === 1);
  turn(19);
  send('b');
  await waitUntil(() => queue.count().inFlight === 2);
  expect(invocations).toEqual([]);
  turn(1);
  expect((await nth(0)).bodies).toEqual(['a', 'b']);
});

test('a full batch does not wait for its window', async () => {
  const { nth, send } = create({ batchSize: 2, batchingWindowSeconds: 300 }, ['a']);
  send('b');
  expect((await nth(0)).bodies).toEqual(['a', 'b']);
});

test('a batch stays below the limit of an event', async () => {
  const large = 'x'.repeat(1_000_000);
  const { nth } = create({}, Array(6).fill(large));
  expect((await nth(0)).bodies).toHaveLength(5);
  expect((await nth(1)).bodies).toHaveLength(1);
});

test('a stop receives nothing more, delivers what was gathered, and waits for its invocations', async () => {
  const { nth, poller, send, queue, invocations } = create({ batchingWindowSeconds: 300 }, ['a']);
  await waitUntil(() => queue.count().inFlight === 1);
  const stopped = poller.stop();
  send('b');
  const { bodies, answer } = await nth(0);
  expect(bodies).toEqual(['a']);
  answer(OK);
  await stopped;
  expect(invocations).toHaveLength(1);
  expect(queue.count()).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
});
