/** The queues of a served assembly. */
import type { RunClock } from '../../clock/run-clock';
import type { QueueDefinition } from '../../template/queues/queue-definition';
import type { Access } from '../service';
import type { Message } from './message';
import type { MessageStore } from './message-store';
import { createQueue, type Queue } from './queue';

/** The queues of an app. */
export interface Queues {
  readonly all: readonly Queue[];
  /** Finds a queue by its name. */
  named(name: string): Queue | undefined;
  /** Finds a queue by its ARN. */
  withArn(arn: string): Queue | undefined;
}

/** A message that moved to a dead-letter queue. */
export interface DeadLetter {
  readonly messageId: string;
  readonly receiveCount: number;
  /** The queue that it moved from. */
  readonly queue: QueueDefinition;
}

/** The dependencies of the queues. */
export interface QueuesOptions {
  readonly definitions: readonly QueueDefinition[];
  readonly messages: MessageStore;
  readonly clock: Pick<RunClock, 'now'>;
  /** @default - moves are not reported */
  readonly onDeadLetter?: (letter: DeadLetter) => void;
}

/** @throws StartError when stored messages cannot be read */
export function createQueues({ definitions, messages, clock, onDeadLetter }: QueuesOptions): Queues {
  const deadLettersOf = ({ arn, redrive }: QueueDefinition) => {
    const target = definitions.find((other) => other.arn === redrive?.deadLetterArn && other.arn !== arn);
    return target && messages.boxOf(target.name);
  };
  const all = definitions.map((queue) =>
    createQueue({
      definition: queue,
      box: messages.boxOf(queue.name),
      clock,
      deadLetters: deadLettersOf(queue),
      onDeadLetter: ({ id, receiveCount }: Message) => onDeadLetter?.({ messageId: id, receiveCount, queue }),
    }),
  );
  return {
    all,
    named: (name) => all.find(({ definition }) => definition.name === name),
    withArn: (arn) => all.find(({ definition }) => definition.arn === arn),
  };
}

/** Returns how many messages are in the queues of the ARNs, also those that a consumer has received. */
export function countMessages({ all }: Queues, arns: readonly string[]): number {
  return all
    .filter(({ definition }) => arns.includes(definition.arn))
    .flatMap(({ count }) => Object.values(count()))
    .reduce((sum, one) => sum + one, 0);
}

/** Returns the permission that an action on a queue needs. A queue's policy may grant it as well as a role's. */
export function accessTo({ arn, policy }: QueueDefinition, action: string): Access {
  return {
    action: `sqs:${action}`,
    resource: arn,
    context: {},
    ...(policy !== undefined && { resourcePolicy: policy, eitherAllows: true }),
  };
}
