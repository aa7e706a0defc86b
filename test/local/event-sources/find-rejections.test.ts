import { findRejections } from '../../../local/event-sources/find-rejections';
import type { Statement } from '../../../local/iam/policy';
import type { FunctionDefinition } from '../../../local/template/model';
import type { EventSource } from '../../../local/template/queues/event-source';
import { describeTestQueue } from '../describe-test-queue';

const queue = describeTestQueue('jobs', { visibilityTimeoutSeconds: 30 });
const roleArn = 'arn:aws:iam::123456789012:role/consumer-role';
const GRANT: Statement = {
  Effect: 'Allow',
  Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  Resource: queue.arn,
};

function find(
  change: Partial<EventSource> = {},
  definition: Partial<FunctionDefinition> = {},
  ofQueue = queue,
): readonly string[] {
  const source: EventSource = {
    logicalId: 'Mapping',
    queueArn: queue.arn,
    functionArn: 'arn:function',
    functionTimeoutSeconds: 30,
    batchSize: 10,
    batchingWindowSeconds: 0,
    reportsBatchItemFailures: false,
    ...change,
  };
  const consumer: FunctionDefinition = {
    logicalId: 'Consumer0A1B2C3D',
    name: 'consumer',
    arn: 'arn:aws:lambda:eu-west-1:123456789012:function:consumer',
    codePath: '/nowhere',
    handler: 'index.handler',
    environment: {},
    timeoutSeconds: 30,
    memoryMb: 128,
    rolePolicies: [{ Statement: GRANT }],
    roleArn,
    permissions: [],
    ...definition,
  };
  return findRejections(source, ofQueue, consumer, 0);
}

test('a mapping whose role has its three rights is accepted', () => {
  expect(find()).toEqual([]);
  expect(find({ batchSize: 10_000, batchingWindowSeconds: 300, maximumConcurrency: 1_000 })).toEqual([]);
});

test.each(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'])(
  'a role without %s is named',
  (missing) => {
    const Action = [GRANT.Action].flat().filter((action): action is string => action !== missing);
    expect(find({}, { rolePolicies: [{ Statement: { ...GRANT, Action } }] })).toEqual([
      `Mapping: the role of Consumer does not allow ${missing} on ${queue.arn}`,
    ]);
  },
);

test('the policy of the queue counts as well', () => {
  const policy = { Statement: { ...GRANT, Principal: { AWS: roleArn } } };
  expect(find({}, { rolePolicies: [] }, { ...queue, policy })).toEqual([]);
  const deny: Statement = { ...GRANT, Effect: 'Deny', Principal: '*' };
  expect(find({}, {}, { ...queue, policy: { Statement: deny } })).toHaveLength(3);
});

test.each<[string, Partial<EventSource>]>([
  ['BatchSize 0 is not between 1 and 10,000', { batchSize: 0 }],
  ['BatchSize 10001 is not between 1 and 10,000', { batchSize: 10_001, batchingWindowSeconds: 1 }],
  ['BatchSize 11 needs a MaximumBatchingWindowInSeconds of at least 1', { batchSize: 11 }],
  ['MaximumBatchingWindowInSeconds 301 is not between 0 and 300', { batchingWindowSeconds: 301 }],
  ['MaximumConcurrency 1 is not between 2 and 1,000', { maximumConcurrency: 1 }],
])('%s', (reason, change) => {
  expect(find(change)).toEqual([`Mapping: ${reason}`]);
});

test('the longer timeout of a function that is debugged does not count', () => {
  expect(find({}, { timeoutSeconds: 86_400 })).toEqual([]);
});

test('a visibility timeout below the timeout of the function is named', () => {
  expect(find({ functionTimeoutSeconds: 31 })).toEqual([
    'Mapping: the visibility timeout of its queue (30 s) is less than the timeout of Consumer (31 s)',
  ]);
});
