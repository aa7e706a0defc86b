/** A standard queue: which messages consumers receive, and when. The run's clock decides. */
import { randomUUID } from 'node:crypto';
import type { RunClock } from '../../clock/run-clock';
import type { QueueDefinition } from '../../template/queues/queue-definition';
import type { Message, ReceivedMessage, SentContent } from './message';
import type { MessageBox } from './message-store';
import { createHandle, messageIdOf } from './receipt-handle';
import { invalidValue, sqsError } from './sqs-error';

/** The limit of a message's visibility timeout, counted from its receive. */
const MAX_HIDDEN_MS = 43_200_000;

/** Which messages a consumer receives. */
export interface ReceiveOptions {
  readonly most: number;
  /** @default - that of the queue */
  readonly visibilityTimeoutSeconds?: number | undefined;
  /** The limit of all bodies together. The first message is received in any case. @default - none */
  readonly maxBytes?: number;
}

/** The numbers of messages in their states. */
export interface MessageCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** A queue. */
export interface Queue {
  readonly definition: QueueDefinition;
  send(content: SentContent, senderId: string): Message;
  /** Receives visible messages in the order in which they were sent, and moves those with too many receives. */
  receive(options: ReceiveOptions): readonly ReceivedMessage[];
  /**
   * Deletes a message. Has no effect if the message was received again or is already deleted.
   * @throws AwsError when the handle is malformed
   */
  delete(receiptHandle: string): void;
  /** @throws AwsError when the message is not in flight, or for longer than 12 hours after its receive */
  changeVisibility(receiptHandle: string, seconds: number): void;
  purge(): void;
  count(): MessageCounts;
  /** Returns the next time at which a hidden message becomes visible, in epoch milliseconds. */
  nextVisibleAt(): number | undefined;
  /** See `MessageBox`. */
  readonly onChange: MessageBox['onChange'];
}

/** The dependencies of a queue. */
export interface QueueOptions {
  readonly definition: QueueDefinition;
  readonly box: MessageBox;
  readonly clock: Pick<RunClock, 'now'>;
  /** The messages of the dead-letter queue. @default - messages do not move */
  readonly deadLetters?: MessageBox | undefined;
  onDeadLetter(message: Message): void;
}

/**
 * Creates a queue over stored messages.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function createQueue({ definition, box, clock, deadLetters, onDeadLetter }: QueueOptions): Queue {
  const { redrive, retentionSeconds, visibilityTimeoutSeconds, delaySeconds } = definition;

  function* live(now: number): Generator<Message> {
    for (const message of box.list()) {
      // The age of a dead letter includes its time in the queue before.
      if (now - message.sentAt >= retentionSeconds * 1_000) box.remove(message.id);
      else yield message;
    }
  }

  function move(message: Message, to: MessageBox, now: number): void {
    const { receiptHandle: _, ...rest } = message;
    // A crash between the two steps leaves a duplicate, and loses nothing.
    to.put({ ...rest, visibleAt: now, deadLetterSourceArn: definition.arn });
    box.remove(message.id);
    onDeadLetter(message);
  }

  function take(message: Message, hiddenSeconds: number, now: number): ReceivedMessage {
    const received: ReceivedMessage = {
      ...message,
      visibleAt: now + hiddenSeconds * 1_000,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? now,
      receivedAt: now,
      receiptHandle: createHandle(message.id),
    };
    box.put(received);
    return received;
  }

  return {
    definition,
    send({ delaySeconds: own = delaySeconds, ...content }, senderId) {
      const now = clock.now();
      const times = { sentAt: now, visibleAt: now + own * 1_000 };
      const message = { ...content, ...times, id: randomUUID(), senderId, receiveCount: 0 };
      box.put(message);
      return message;
    },
    receive({ most, visibilityTimeoutSeconds: hidden = visibilityTimeoutSeconds, maxBytes = Infinity }) {
      const now = clock.now();
      const received: ReceivedMessage[] = [];
      let bytes = 0;
      for (const message of live(now)) {
        if (received.length === most) break;
        if (message.visibleAt > now) continue;
        if (deadLetters !== undefined && redrive && message.receiveCount >= redrive.maxReceiveCount) {
          move(message, deadLetters, now);
          continue;
        }
        bytes += Buffer.byteLength(message.body);
        if (received.length > 0 && bytes > maxBytes) break;
        received.push(take(message, hidden, now));
      }
      return received;
    },
    delete(receiptHandle) {
      const message = box.find(messageIdOf(receiptHandle));
      if (message?.receiptHandle === receiptHandle) box.remove(message.id);
    },
    changeVisibility(receiptHandle, seconds) {
      const message = box.find(messageIdOf(receiptHandle));
      const now = clock.now();
      if (message === undefined) {
        throw invalidValue(
          'The value for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.',
        );
      }
      if (message.receiptHandle !== receiptHandle || message.visibleAt <= now) {
        throw sqsError('MessageNotInflight', 'The message referred to is not in flight.');
      }
      const visibleAt = now + seconds * 1_000;
      if (visibleAt - (message.receivedAt ?? now) > MAX_HIDDEN_MS) {
        throw invalidValue(
          `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].`,
        );
      }
      box.put({ ...message, visibleAt });
    },
    purge() {
      for (const { id } of box.list()) box.remove(id);
    },
    count() {
      const now = clock.now();
      const all = [...live(now)];
      const hidden = all.filter(({ visibleAt }) => visibleAt > now);
      const delayed = hidden.filter(({ receiveCount }) => receiveCount === 0).length;
      return { visible: all.length - hidden.length, inFlight: hidden.length - delayed, delayed };
    },
    nextVisibleAt() {
      const now = clock.now();
      let next: number | undefined;
      for (const { visibleAt } of box.list()) {
        if (visibleAt > now && (next === undefined || visibleAt < next)) next = visibleAt;
      }
      return next;
    },
    onChange: box.onChange,
  };
}
