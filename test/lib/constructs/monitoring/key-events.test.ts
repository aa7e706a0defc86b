import { Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { KeyEvents } from '../../../../lib/constructs/monitoring/key-events';
import { matchesEventPattern } from '../../../support/matches-event-pattern';
import { createStack, synthStage } from '../../../support/synth-stack';

const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321';
const keyId = '0987dcba-09fe-87dc-65ba-ab0987654321';
const auth = 'arn:aws:iam::111122223333:role/LatchkeyProd-AuthRole';
const stack = createStack();
new KeyEvents(stack, 'KeyEvents', {
  keys: [{ keyArn, keyId }],
  signers: [auth],
  logRetention: RetentionDays.ONE_MONTH,
  retainData: false,
});
const template = Template.fromStack(stack);
const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
const pattern: unknown = rule?.Properties.EventPattern;

/** CloudTrail's record of a call, as EventBridge hands it on: https://docs.aws.amazon.com/kms/latest/developerguide/ct-sign.html */
const call = (eventName: string, detail: object = {}) => ({
  source: 'aws.kms',
  'detail-type': 'AWS API Call via CloudTrail',
  detail: {
    eventSource: 'kms.amazonaws.com',
    eventName,
    userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { arn: auth } } },
    requestParameters: { keyId },
    resources: [{ type: 'AWS::KMS::Key', ARN: keyArn }],
    ...detail,
  },
});
const other = 'arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000';
const byUser = { userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/Alice' } };
const byRole = {
  userIdentity: {
    type: 'AssumedRole',
    sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/LatchkeyProd-FooRole' } },
  },
};

test.each([
  ['a key that is disabled', call('DisableKey')],
  ['a key that is to be deleted', call('ScheduleKeyDeletion')],
  ['another policy of a key', call('PutKeyPolicy')],
  ['a signature by another role', call('Sign', byRole)],
  ['a signature by a user of IAM', call('Sign', byUser)],
  ['a signature that KMS refuses', call('Sign', { ...byRole, errorCode: 'AccessDenied', resources: null })],
  ['a key named by its ARN', call('DisableKey', { requestParameters: { keyId: keyArn }, resources: null })],
])('counts %s', (_, event) => {
  expect(matchesEventPattern(pattern, event)).toBe(true);
});

test.each([
  ['a signature by auth', call('Sign')],
  ['a public key that is read', call('GetPublicKey', byRole)],
  [
    'a key of another stage',
    call('DisableKey', { requestParameters: { keyId: other }, resources: [{ ARN: other }] }),
  ],
  ['a call of another service', { ...call('DisableKey'), source: 'aws.iam' }],
])('leaves out %s', (_, event) => {
  expect(matchesEventPattern(pattern, event)).toBe(false);
});

test('the rule gets read-only calls too, which signatures count as, and keeps what it matches in a log', () => {
  expect(rule?.Properties.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  const [group = ''] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  const [target, ...others] = rule?.Properties.Targets ?? [];
  expect(others).toEqual([]);
  expect(JSON.stringify(target.Arn)).toContain(`:log-group:",{"Ref":"${group}"}]`);
  const [policy] = Object.values(template.findResources('AWS::Logs::ResourcePolicy'));
  const document = JSON.stringify(policy?.Properties.PolicyDocument);
  expect(document).toContain(group);
  expect(document).toContain('events.amazonaws.com');
  expect(document).not.toMatch(/"Resource\\":\\"\*/);
});

test('a stage watches each of its keys, and knows auth for the one that signs', () => {
  const all = synthStage('all-features');
  const [watching] = Object.values(all.findResources('AWS::Events::Rule'));
  const watched = JSON.stringify(watching?.Properties.EventPattern);
  const keys = Object.keys(all.findResources('AWS::KMS::Key'));
  expect(keys).toHaveLength(5);
  for (const key of keys) expect(watched).toContain(`{"Fn::GetAtt":["${key}","Arn"]}`);
  expect(watched).toMatch(/"anything-but":\[\{"Fn::GetAtt":\["AuthRole\w+","Arn"\]\}\]/);
  const [ruleId] = Object.keys(all.findResources('AWS::Events::Rule'));
  const alarms = Object.entries(all.findResources('AWS::CloudWatch::Alarm'));
  const alarm = JSON.stringify(alarms.find(([id]) => id.includes('UnexpectedKeyUse')));
  expect(alarm).toContain('"MetricName":"TriggeredRules"');
  expect(alarm).toContain(`{"Name":"RuleName","Value":{"Ref":"${ruleId}"}}`);
});
