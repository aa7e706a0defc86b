/** Reads SQS queues with their policies. */
import type { PolicyDocument } from '../../iam/policy';
import type { AssemblyView, ResourceView } from '../assembly-view';
import type { NotRun } from '../model';
import { readPolicy } from '../policies/read-policy';
import { booleanOf, listOf, numberOf, objectOf, type Properties, textOf } from '../resolve/property';
import type { QueueDefinition, Redrive } from './queue-definition';

/** The queues of an app. */
export interface QueuesRead {
  readonly queues: readonly QueueDefinition[];
  readonly notRun: readonly NotRun[];
}

/**
 * The names of standard queues. A name is also the name of a folder.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
const NAME = /^[A-Za-z0-9_-]{1,80}$/;

/** Properties that callers can read and that have no effect here, by the names of the queue's attributes. */
const WITHOUT_EFFECT = [
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
  'RedriveAllowPolicy',
];

/** Reads the standard queues. FIFO queues are listed in `notRun`. */
export function readQueues(view: AssemblyView): QueuesRead {
  const notRun: NotRun[] = [];
  const policies = readPolicies(view);
  const queues = view.ofType('AWS::SQS::Queue').flatMap((queue) => {
    const { logicalId, type } = queue;
    if (booleanOf(queue.properties(), 'FifoQueue')) {
      notRun.push({ logicalId, type, reason: 'FIFO queues are not run' });
      return [];
    }
    const name = textOf(queue.properties(), 'QueueName') ?? queue.attribute('QueueName');
    if (NAME.test(name)) return [readQueue(queue, name, policies.get(queue.ref))];
    view.report(
      logicalId,
      'its name is not one of a standard queue: use letters, digits, - and _, at most 80',
    );
    return [];
  });
  const known = new Set(queues.map(({ arn }) => arn));
  for (const { logicalId, redrive } of queues) {
    if (redrive === undefined || known.has(redrive.deadLetterArn)) continue;
    const reason = `its dead-letter queue ${redrive.deadLetterArn} is not served: messages are received again without a limit`;
    notRun.push({ logicalId, type: 'AWS::SQS::Queue', reason });
  }
  return { queues, notRun };
}

/** Each queue has one policy: a second one replaces the first. */
function readPolicies(view: AssemblyView): ReadonlyMap<string, PolicyDocument> {
  const byUrl = new Map<string, PolicyDocument>();
  for (const { logicalId, properties } of view.ofType('AWS::SQS::QueuePolicy')) {
    const policy = readPolicy(view, logicalId, properties().PolicyDocument);
    if (policy === undefined) continue;
    for (const url of listOf<string>(properties(), 'Queues')) byUrl.set(url, policy);
  }
  return byUrl;
}

/** The defaults are those of `CreateQueue`. */
function readQueue(queue: ResourceView, name: string, policy: PolicyDocument | undefined): QueueDefinition {
  const properties = queue.properties();
  const redrive = readRedrive(properties);
  return {
    logicalId: queue.logicalId,
    name,
    url: queue.ref,
    arn: queue.attribute('Arn'),
    visibilityTimeoutSeconds: numberOf(properties, 'VisibilityTimeout', 30),
    delaySeconds: numberOf(properties, 'DelaySeconds', 0),
    retentionSeconds: numberOf(properties, 'MessageRetentionPeriod', 345_600),
    maxMessageBytes: numberOf(properties, 'MaximumMessageSize', 1_048_576),
    receiveWaitSeconds: numberOf(properties, 'ReceiveMessageWaitTimeSeconds', 0),
    ...(redrive !== undefined && { redrive }),
    ...(policy !== undefined && { policy }),
    attributes: Object.fromEntries(
      WITHOUT_EFFECT.flatMap((attribute) => {
        const text = textOf(properties, attribute) ?? textOfObject(properties[attribute]);
        return text === undefined ? [] : [[attribute, text]];
      }),
    ),
  };
}

function textOfObject(value: unknown): string | undefined {
  return typeof value === 'object' ? JSON.stringify(value) : undefined;
}

/** A redrive policy is an object or JSON text. */
function readRedrive(properties: Properties): Redrive | undefined {
  const text = textOf(properties, 'RedrivePolicy');
  const policy = text === undefined ? objectOf(properties, 'RedrivePolicy') : parseObject(text);
  const deadLetterArn = textOf(policy, 'deadLetterTargetArn');
  if (deadLetterArn === undefined) return undefined;
  return { deadLetterArn, maxReceiveCount: numberOf(policy, 'maxReceiveCount', 10) };
}

function parseObject(text: string): Properties {
  try {
    return objectOf({ value: JSON.parse(text) }, 'value');
  } catch {
    return {};
  }
}
