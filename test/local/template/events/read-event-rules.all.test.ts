import { readAssembly } from '../../../../local/template/read-assembly';
import { writeTemplate } from '../write-template';

const Api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'pets' } };
const Stage = {
  Type: 'AWS::ApiGateway::Stage',
  Properties: { RestApiId: { Ref: 'Api' }, StageName: 'dev' },
};
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:feedback';
const target = { Id: '0', Arn: `${functionArn}:live` };
const EventPattern = { source: ['aws.ses'], 'detail-type': ['Email Bounced'] };

const read = (Properties: object) =>
  readAssembly(writeTemplate({ Resources: { Api, Stage, Rule: { Type: 'AWS::Events::Rule', Properties } } }));

test.each([
  [{ Name: 'feedback', EventPattern }, EventPattern],
  [{ Name: 'feedback', EventPattern, State: 'ENABLED', EventBusName: 'default' }, EventPattern],
  [
    {
      Name: 'feedback',
      EventPattern: {},
      EventBusName: 'arn:aws:events:us-east-1:000000000000:event-bus/default',
    },
    {},
  ],
])('a rule for events of SES on the default bus is run: %j', (properties, pattern) => {
  const app = read({ ...properties, Targets: [target] });
  expect(app.eventRules).toEqual([
    {
      logicalId: 'Rule',
      arn: 'arn:aws:events:us-east-1:000000000000:rule/feedback',
      pattern,
      functionArns: [functionArn],
    },
  ]);
  expect(app.notRun).toEqual([]);
});

test.each<[string, object]>([
  ['it is disabled', { EventPattern, State: 'DISABLED' }],
  ['schedules are not run', { ScheduleExpression: 'rate(1 day)' }],
  ['only the default event bus is run', { EventPattern, EventBusName: 'other' }],
  ['only events of SES occur in the local run', { EventPattern: { source: ['aws.kms'] } }],
  [
    'its pattern is not supported: Unknown operator wildcard',
    { EventPattern: { source: [{ wildcard: 'aws.*' }] } },
  ],
])('a rule is listed as not run: %s', (reason, properties) => {
  const app = read({ ...properties, Targets: [target] });
  expect(app.eventRules).toBeUndefined();
  expect(app.notRun).toEqual([{ logicalId: 'Rule', type: 'AWS::Events::Rule', reason }]);
});

test.each<[string, object]>([
  [
    'its target arn:aws:sns:us-east-1:000000000000:topic is not a function',
    { Arn: 'arn:aws:sns:us-east-1:000000000000:topic' },
  ],
  ['the Input of its target is not supported', { Input: '{}' }],
  ['the InputPath of its target is not supported', { InputPath: '$.detail' }],
  ['the InputTransformer of its target is not supported', { InputTransformer: {} }],
])('a target is listed as not run: %s', (reason, change) => {
  const app = read({ EventPattern, Targets: [target, { ...target, ...change }] });
  expect(app.eventRules?.map(({ functionArns }) => functionArns)).toEqual([[functionArn]]);
  expect(app.notRun).toEqual([{ logicalId: 'Rule', type: 'AWS::Events::Rule', reason }]);
});
