/** The local SQS as a service of the AWS endpoint: the standard queues of the template. */
import type { RunClock } from '../../clock/run-clock';
import { AwsError } from '../answer';
import type { AwsInput, AwsService, CallOrigin } from '../service';
import { performBatch } from './batch';
import { describeQueue } from './describe-queue';
import type { Queue } from './queue';
import { accessTo, type Queues } from './queues';
import { integerIn, requiredTextIn, textIn } from './read-parameters';
import { type ReceiveContext, receiveMessages } from './receive-messages';
import { sendMessage, sendMessageBatch } from './send-messages';
import { missingParameter, queryCodeOf, sqsError } from './sqs-error';

interface Context extends ReceiveContext {
  readonly origin: CallOrigin;
  readonly createdAt: number;
}

interface Operation {
  /** The permission, if it is not that of the operation's own name: a batch needs the one of its entries. */
  readonly action?: string;
  perform(queue: Queue, input: AwsInput, context: Context): unknown;
}

const deleteMessage = (queue: Queue, input: AwsInput) => queue.delete(requiredTextIn(input, 'ReceiptHandle'));

function changeVisibility(queue: Queue, input: AwsInput): void {
  const handle = requiredTextIn(input, 'ReceiptHandle');
  const seconds = integerIn(input, 'VisibilityTimeout', 0, 43_200);
  if (seconds === undefined) throw missingParameter('VisibilityTimeout');
  queue.changeVisibility(handle, seconds);
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['SendMessage', { perform: (queue, input, { origin }) => sendMessage(queue, input, origin.callerId) }],
  [
    'SendMessageBatch',
    {
      action: 'SendMessage',
      perform: (queue, input, { origin }) => sendMessageBatch(queue, input, origin.callerId),
    },
  ],
  ['ReceiveMessage', { perform: receiveMessages }],
  ['DeleteMessage', { perform: deleteMessage }],
  [
    'DeleteMessageBatch',
    {
      action: 'DeleteMessage',
      perform: (queue, input) => performBatch(input, { perform: (entry) => deleteMessage(queue, entry) }),
    },
  ],
  ['ChangeMessageVisibility', { perform: changeVisibility }],
  [
    'ChangeMessageVisibilityBatch',
    {
      action: 'ChangeMessageVisibility',
      perform: (queue, input) => performBatch(input, { perform: (entry) => changeVisibility(queue, entry) }),
    },
  ],
  [
    'GetQueueAttributes',
    { perform: (queue, input, { createdAt }) => describeQueue(queue, input, createdAt) },
  ],
  [
    'GetQueueUrl',
    {
      perform: ({ definition: { name, arn } }, _, { origin }) => ({
        QueueUrl: `${origin.endpoint}/${arn.split(':')[4]}/${name}`,
      }),
    },
  ],
  ['PurgeQueue', { perform: (queue) => queue.purge() }],
]);

/** Creates the service. The queues are as old as the service. */
export function createSqs(queues: Queues, clock: Pick<RunClock, 'now'>): AwsService {
  const createdAt = clock.now();
  const closing = new AbortController();
  const find = (operation: string, input: AwsInput): Queue => {
    const queue = operation === 'GetQueueUrl' ? findByName(input, queues) : findByUrl(input, queues);
    if (queue !== undefined) return queue;
    throw sqsError('QueueDoesNotExist', 'The specified queue does not exist.');
  };
  return {
    target: 'AmazonSQS',
    contentType: 'application/x-amz-json-1.0',
    commonErrorPrefix: 'com.amazon.coral.service#',
    errorHeaders: (error) => ({ 'x-amzn-query-error': `${queryCodeOf(error)};Sender` }),
    listAccess: (operation, input) => {
      const known = OPERATIONS.get(operation);
      if (known === undefined) {
        throw new AwsError(
          'com.amazon.coral.service#UnknownOperationException',
          `The local SQS does not implement ${operation}.`,
        );
      }
      return [accessTo(find(operation, input).definition, known.action ?? operation)];
    },
    perform: async (operation, input, origin) =>
      OPERATIONS.get(operation)?.perform(find(operation, input), input, {
        origin,
        createdAt,
        clock,
        signal: closing.signal,
      }),
    endWaits: () => closing.abort(),
  };
}

function findByName(input: AwsInput, queues: Queues): Queue | undefined {
  const queue = queues.named(requiredTextIn(input, 'QueueName'));
  const owner = textIn(input, 'QueueOwnerAWSAccountId');
  return owner === undefined || queue?.definition.arn.split(':')[4] === owner ? queue : undefined;
}

/** Only the path of a URL names the queue: `/<account>/<name>`. */
function findByUrl(input: AwsInput, queues: Queues): Queue | undefined {
  const [, account, name = ''] =
    /^https?:\/\/[^/]+\/(\d+)\/([^/]+)$/.exec(requiredTextIn(input, 'QueueUrl')) ?? [];
  const queue = queues.named(name);
  return queue?.definition.arn.split(':')[4] === account ? queue : undefined;
}
