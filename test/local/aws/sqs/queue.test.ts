import type { Message } from '../../../../local/aws/sqs/message';
import { openMessageStore } from '../../../../local/aws/sqs/message-store';
import type { DeadLetter } from '../../../../local/aws/sqs/queues';
import { countMessages, createQueues } from '../../../../local/aws/sqs/queues';
import { createRunClock } from '../../../../local/clock/run-clock';
import type { QueueDefinition } from '../../../../local/template/queues/queue-definition';
import { describeTestQueue } from '../../describe-test-queue';

const CONTENT = { body: 'hello', attributes: {} };

function create(change: Partial<QueueDefinition> = {}) {
  const clock = createRunClock({ stands: true });
  const letters: DeadLetter[] = [];
  const queues = createQueues({
    definitions: [
      describeTestQueue('jobs', change),
      describeTestQueue('dead', { retentionSeconds: change.retentionSeconds ?? 345_600 }),
    ],
    messages: openMessageStore(undefined),
    clock,
    onDeadLetter: (letter) => letters.push(letter),
  });
  const [queue, dead] = queues.all;
  if (queue === undefined || dead === undefined) throw new Error('two queues were defined');
  const bodies = (most = 10) => queue.receive({ most }).map(({ body }) => body);
  const send = (body: string): Message => queue.send({ ...CONTENT, body }, 'sender');
  return { clock, queues, queue, dead, letters, bodies, send };
}

test('messages are received in order, once until their visibility timeout has passed', () => {
  const { clock, bodies, send } = create({ visibilityTimeoutSeconds: 30 });
  for (const body of ['a', 'b', 'c']) send(body);
  expect(bodies(2)).toEqual(['a', 'b']);
  clock.turn(29);
  expect(bodies()).toEqual(['c']);
  clock.turn(1);
  expect(bodies()).toEqual(['a', 'b']);
});

test('a receive counts, and keeps the time of the first one', () => {
  const { clock, queue, send } = create();
  const { id, sentAt } = send('a');
  clock.turn(1);
  const [first] = queue.receive({ most: 1 });
  expect(first).toMatchObject({ id, receiveCount: 1, sentAt, firstReceivedAt: sentAt + 1_000 });
  clock.turn(30);
  const [second] = queue.receive({ most: 1 });
  expect(second).toMatchObject({ id, receiveCount: 2, sentAt, firstReceivedAt: sentAt + 1_000 });
  expect(second?.receiptHandle).not.toBe(first?.receiptHandle);
});

test('a delay hides a new message: that of the queue, or its own', () => {
  const { clock, queue, bodies, send } = create({ delaySeconds: 10 });
  send('by the queue');
  queue.send({ ...CONTENT, body: 'not at all', delaySeconds: 0 }, 'sender');
  queue.send({ ...CONTENT, body: 'its own', delaySeconds: 20 }, 'sender');
  expect(queue.count()).toEqual({ visible: 1, inFlight: 0, delayed: 2 });
  expect(bodies()).toEqual(['not at all']);
  expect(queue.count()).toEqual({ visible: 0, inFlight: 1, delayed: 2 });
  clock.turn(10);
  expect(bodies()).toEqual(['by the queue']);
  clock.turn(10);
  expect(bodies()).toEqual(['its own']);
});

test('a message is deleted at the end of its retention, whether it is hidden or not', () => {
  const { clock, queue, bodies, send } = create({ retentionSeconds: 60, visibilityTimeoutSeconds: 120 });
  send('a');
  expect(bodies()).toEqual(['a']);
  send('b');
  clock.turn(59);
  expect(queue.count()).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
  clock.turn(1);
  expect(queue.count()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  expect(bodies()).toEqual([]);
});

test('a message moves at the receive after the last allowed one, with its age and its count', () => {
  const redrive = { deadLetterArn: describeTestQueue('dead').arn, maxReceiveCount: 2 };
  const { clock, queue, dead, letters, bodies, send } = create({ redrive, retentionSeconds: 100 });
  const { id } = send('bad');
  expect(bodies()).toEqual(['bad']);
  clock.turn(30);
  expect(bodies()).toEqual(['bad']);
  clock.turn(30);
  expect(letters).toEqual([]);
  send('good');
  // The move does not use up a place of the receive.
  expect(bodies(1)).toEqual(['good']);
  expect(letters).toEqual([{ messageId: id, receiveCount: 2, queue: queue.definition }]);
  expect(dead.receive({ most: 1 })).toMatchObject([
    { id, body: 'bad', receiveCount: 3, deadLetterSourceArn: queue.definition.arn },
  ]);
  // Its retention began when it was sent.
  clock.turn(40);
  expect(dead.count()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

test('a queue that is its own dead-letter queue keeps its messages', () => {
  const redrive = { deadLetterArn: describeTestQueue('jobs').arn, maxReceiveCount: 1 };
  const { clock, bodies, send } = create({ redrive });
  send('a');
  expect(bodies()).toEqual(['a']);
  clock.turn(30);
  expect(bodies()).toEqual(['a']);
});

test('only the handle of the latest receive deletes', () => {
  const { clock, queue, send } = create();
  send('a');
  const [first] = queue.receive({ most: 1 });
  clock.turn(30);
  const [second] = queue.receive({ most: 1 });
  queue.delete(first?.receiptHandle ?? '');
  expect(queue.count().inFlight).toBe(1);
  queue.delete(second?.receiptHandle ?? '');
  expect(queue.count().inFlight).toBe(0);
  // A repeated deletion succeeds.
  queue.delete(second?.receiptHandle ?? '');
  expect(() => queue.delete('no handle')).toThrow('The input receipt handle is invalid.');
});

test('the visibility of a message in flight changes, to at most 12 hours after its receive', () => {
  const { clock, queue, bodies, send } = create();
  send('a');
  const [{ receiptHandle = '' } = {}] = queue.receive({ most: 1 });
  queue.changeVisibility(receiptHandle, 100);
  clock.turn(99);
  expect(bodies()).toEqual([]);
  expect(() => queue.changeVisibility(receiptHandle, 43_200)).toThrow('beyond the limit [43200 seconds]');
  queue.changeVisibility(receiptHandle, 0);
  expect(() => queue.changeVisibility(receiptHandle, 10)).toThrow('not in flight');
  expect(bodies()).toEqual(['a']);
  expect(() => queue.changeVisibility(receiptHandle, 10)).toThrow('not in flight');
  queue.purge();
  expect(() => queue.changeVisibility(receiptHandle, 10)).toThrow('Message does not exist');
});

test('a receive ends before the message that would exceed its limit of bytes', () => {
  const { queue, send } = create();
  for (const body of ['ä'.repeat(5), 'b'.repeat(5), 'c']) send(body);
  expect(queue.receive({ most: 10, maxBytes: 15 })).toHaveLength(2);
  send('d'.repeat(20));
  expect(queue.receive({ most: 10, maxBytes: 1 })).toHaveLength(1);
  expect(queue.receive({ most: 10, maxBytes: 1 })).toMatchObject([{ body: 'd'.repeat(20) }]);
});

test('the next visible time is that of the first hidden message', () => {
  const { clock, queue, send } = create({ visibilityTimeoutSeconds: 30, delaySeconds: 20 });
  expect(queue.nextVisibleAt()).toBeUndefined();
  send('a');
  queue.send({ ...CONTENT, delaySeconds: 0 }, 'sender');
  queue.receive({ most: 1 });
  expect(queue.nextVisibleAt()).toBe(clock.now() + 20_000);
  clock.turn(20);
  expect(queue.nextVisibleAt()).toBe(clock.now() + 10_000);
});

test('messages count until they are deleted, in the queues of the ARNs', () => {
  const { queues, clock } = create();
  const [jobs, dead] = queues.all;
  const arns = ['jobs', 'none'].map((name) => describeTestQueue(name).arn);
  for (const delaySeconds of [0, 0, 60]) jobs?.send({ ...CONTENT, delaySeconds }, 'sender');
  dead?.send(CONTENT, 'sender');
  const [received] = jobs?.receive({ most: 1 }) ?? [];
  expect(countMessages(queues, arns)).toBe(3);
  jobs?.delete(received?.receiptHandle ?? '');
  expect(countMessages(queues, arns)).toBe(2);
  clock.turn(345_600);
  expect(countMessages(queues, arns)).toBe(0);
});
