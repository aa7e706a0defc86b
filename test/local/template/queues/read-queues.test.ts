import { AssemblyError } from '../../../../local/template/assembly-error';
import { readAssembly } from '../../../../local/template/read-assembly';
import { writeTemplate } from '../write-template';

type Resources = Readonly<Record<string, unknown>>;

const API = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } };
const queue = (Properties: Resources = {}) => ({ Type: 'AWS::SQS::Queue', Properties });
const read = (resources: Resources, more: Resources = {}) =>
  readAssembly(writeTemplate({ Resources: { Api: API, ...resources }, ...more }));

const ofQueues = (resources: Resources) =>
  read(resources).notRun.filter(({ type }) => type.startsWith('AWS::SQS::'));

test('an app without queues has none', () => {
  const app = read({});
  expect('queues' in app || 'eventSources' in app).toBe(false);
});

test('a queue has the defaults of CreateQueue', () => {
  const name = 'S-Jobs';
  expect(read({ Jobs: queue() }).queues).toEqual([
    {
      logicalId: 'Jobs',
      name,
      url: `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`,
      arn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
      visibilityTimeoutSeconds: 30,
      delaySeconds: 0,
      retentionSeconds: 345_600,
      maxMessageBytes: 1_048_576,
      receiveWaitSeconds: 0,
      attributes: {},
    },
  ]);
});

test('a queue has its properties, a policy and a dead-letter queue', () => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: '*' };
  const [dead, jobs] =
    read({
      Dead: queue({ RedriveAllowPolicy: { redrivePermission: 'allowAll' } }),
      Jobs: queue({
        QueueName: 'jobs',
        VisibilityTimeout: '60',
        DelaySeconds: 5,
        MessageRetentionPeriod: 600,
        MaximumMessageSize: 1_024,
        ReceiveMessageWaitTimeSeconds: 20,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: '3' },
        KmsMasterKeyId: 'alias/aws/sqs',
      }),
      Policy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: { Queues: [{ Ref: 'Jobs' }], PolicyDocument: { Statement: statement } },
      },
    }).queues ?? [];
  expect(dead).toMatchObject({ attributes: { RedriveAllowPolicy: '{"redrivePermission":"allowAll"}' } });
  expect(dead).not.toHaveProperty('policy');
  expect(jobs).toMatchObject({
    name: 'jobs',
    visibilityTimeoutSeconds: 60,
    delaySeconds: 5,
    retentionSeconds: 600,
    maxMessageBytes: 1_024,
    receiveWaitSeconds: 20,
    redrive: { deadLetterArn: dead?.arn, maxReceiveCount: 3 },
    policy: { Statement: statement },
    attributes: { KmsMasterKeyId: 'alias/aws/sqs' },
  });
});

test('a redrive policy can be JSON text, and a dead-letter queue elsewhere is listed', () => {
  const target = 'arn:aws:sqs:us-east-1:000000000000:elsewhere';
  const Jobs = queue({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: target, maxReceiveCount: 3 }) });
  expect(read({ Jobs }).queues).toMatchObject([{ redrive: { deadLetterArn: target, maxReceiveCount: 3 } }]);
  expect(ofQueues({ Jobs })).toEqual([
    {
      logicalId: 'Jobs',
      type: 'AWS::SQS::Queue',
      reason: expect.stringContaining(`${target} is not served`),
    },
  ]);
  expect(read({ Jobs: queue({ RedrivePolicy: 'no JSON' }) }).queues).toHaveLength(1);
});

test('FIFO queues are listed and not run', () => {
  const Jobs = queue({ FifoQueue: true, QueueName: 'jobs.fifo' });
  expect(read({ Jobs }).queues).toBeUndefined();
  expect(ofQueues({ Jobs })).toEqual([
    { logicalId: 'Jobs', type: 'AWS::SQS::Queue', reason: 'FIFO queues are not run' },
  ]);
});

test.each(['../jobs', 'a/b', 'a.b', 'x'.repeat(81)])('the name %j is a problem', (QueueName) => {
  expect(() => read({ Jobs: queue({ QueueName }) })).toThrow(AssemblyError);
});

test('Ref is the URL, and the attributes are ARN and name', () => {
  const parts = [
    { 'Fn::GetAtt': ['Jobs', 'QueueName'] },
    { 'Fn::GetAtt': ['Jobs', 'Arn'] },
    { Ref: 'Jobs' },
    { 'Fn::GetAtt': ['Jobs', 'QueueUrl'] },
  ];
  // A table's name shows what they resolve to.
  const Table = {
    Type: 'AWS::DynamoDB::Table',
    Properties: { TableName: { 'Fn::Join': ['|', parts] } },
  };
  const { tables } = read({ Jobs: queue({ QueueName: 'jobs' }), Table });
  const url = 'https://sqs.us-east-1.amazonaws.com/000000000000/jobs';
  const arn = 'arn:aws:sqs:us-east-1:000000000000:jobs';
  expect(tables[0]?.name.split('|')).toEqual(['jobs', arn, url, url]);
});
