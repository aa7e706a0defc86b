import { readAssembly } from '../../../../local/template/read-assembly';
import { createTemporaryFolder } from '../temporary-folder';
import { writeTemplate } from '../write-template';

type Properties = Readonly<Record<string, unknown>>;

const FUNCTION = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'consumer',
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Code: { ZipFile: 'exports.handler = async () => {};' },
  },
};
const ARN = { 'Fn::GetAtt': ['Jobs', 'Arn'] };

/** Reads an app with a queue, a function and one mapping. */
function read(mapping: Properties, ofFunction: Properties = {}) {
  const Resources = {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } },
    Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    Consumer: { ...FUNCTION, Properties: { ...FUNCTION.Properties, ...ofFunction } },
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: { FunctionName: { Ref: 'Consumer' }, Name: 'live', FunctionVersion: '1' },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: ARN, FunctionName: { Ref: 'Consumer' }, ...mapping },
    },
  };
  const inlineCodeFolder = createTemporaryFolder();
  const { eventSources, functions, notRun } = readAssembly(writeTemplate({ Resources }), {
    inlineCodeFolder,
  });
  const reasons = notRun.filter(({ logicalId }) => logicalId === 'Mapping').map(({ reason }) => reason);
  return { eventSources, functions: functions.map(({ name }) => name), reasons };
}

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:consumer';

test('a mapping has the defaults of CreateEventSourceMapping, and its function is run', () => {
  expect(read({})).toEqual({
    eventSources: [
      {
        logicalId: 'Mapping',
        queueArn: 'arn:aws:sqs:us-east-1:000000000000:jobs',
        functionArn,
        functionTimeoutSeconds: 3,
        batchSize: 10,
        batchingWindowSeconds: 0,
        reportsBatchItemFailures: false,
      },
    ],
    functions: ['consumer'],
    reasons: [],
  });
});

test('a mapping has its properties, and may name an alias', () => {
  const mapping = {
    FunctionName: { Ref: 'Live' },
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: '5',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
    Enabled: 'true',
  };
  expect(read(mapping, { Timeout: 20 }).eventSources).toMatchObject([
    {
      functionArn,
      functionTimeoutSeconds: 20,
      batchSize: 100,
      batchingWindowSeconds: 5,
      reportsBatchItemFailures: true,
      maximumConcurrency: 2,
    },
  ]);
});

test.each<[string, Properties]>([
  ['it is disabled', { Enabled: false }],
  ['mappings with FilterCriteria are not run', { FilterCriteria: { Filters: [{ Pattern: '{}' }] } }],
  [
    'only standard queues of the assembly are run as event sources',
    { EventSourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s' },
  ],
])('a mapping is listed and not run: %s', (reason, mapping) => {
  expect(read(mapping)).toEqual({ eventSources: undefined, functions: [], reasons: [reason] });
});

test('a mapping whose function is not run is listed', () => {
  expect(read({}, { Runtime: 'python3.13' }).reasons).toEqual(['its function is not run']);
});
