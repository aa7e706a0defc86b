/** `ReceiveMessage`, with long polling. */
import type { RunClock } from '../../clock/run-clock';
import type { AwsInput } from '../service';
import type { ReceivedMessage } from './message';
import { digestAttributes, digestText } from './message-attributes';
import type { Queue } from './queue';
import { integerIn, textsIn } from './read-parameters';
import { systemAttributesOf } from './system-attributes';
import { waitForChange } from './wait-for-change';

/** The dependencies of a receive. */
export interface ReceiveContext {
  readonly clock: Pick<RunClock, 'now'>;
  /** Ends long polls. */
  readonly signal: AbortSignal;
}

/**
 * Receives messages. If there are none, waits for one as long as the request or the queue asks for.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export async function receiveMessages(
  queue: Queue,
  input: AwsInput,
  { clock, signal }: ReceiveContext,
): Promise<unknown> {
  const describe = createDescriber(input);
  const options = {
    most: integerIn(input, 'MaxNumberOfMessages', 1, 10) ?? 1,
    visibilityTimeoutSeconds: integerIn(input, 'VisibilityTimeout', 0, 43_200),
  };
  const waitSeconds = integerIn(input, 'WaitTimeSeconds', 0, 20) ?? queue.definition.receiveWaitSeconds;
  // The length of a poll is a timeout, so turns of the clock do not shorten it.
  const deadline = performance.now() + waitSeconds * 1_000;
  let received = queue.receive(options);
  let left = waitSeconds * 1_000;
  while (received.length === 0 && left > 0 && !signal.aborted) {
    await waitForChange({ queue, clock, mostMs: left, signal });
    received = queue.receive(options);
    left = deadline - performance.now();
  }
  if (received.length === 0) return {};
  return { Messages: received.map(describe) };
}

/** Reads which attributes the request asks for, before anything is received. */
function createDescriber(input: AwsInput): (message: ReceivedMessage) => unknown {
  const asked = new Set([
    ...textsIn(input, 'MessageSystemAttributeNames'),
    ...textsIn(input, 'AttributeNames'),
  ]);
  const patterns = textsIn(input, 'MessageAttributeNames');
  return (message) => {
    const system = Object.entries(systemAttributesOf(message)).filter(
      ([name]) => asked.has('All') || asked.has(name),
    );
    const attributes = Object.fromEntries(
      Object.entries(message.attributes).filter(([name]) =>
        patterns.some((pattern) => matches(name, pattern)),
      ),
    );
    return {
      MessageId: message.id,
      ReceiptHandle: message.receiptHandle,
      MD5OfBody: digestText(message.body),
      Body: message.body,
      ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
      ...(Object.keys(attributes).length > 0 && {
        MessageAttributes: attributes,
        MD5OfMessageAttributes: digestAttributes(attributes),
      }),
    };
  };
}

/** A pattern is `All`, a name, or the beginning of names followed by `.*`. */
function matches(name: string, pattern: string): boolean {
  if (pattern === 'All' || pattern === '.*' || pattern === name) return true;
  return pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -1));
}
