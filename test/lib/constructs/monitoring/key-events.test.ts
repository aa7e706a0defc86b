import { Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { KeyEvents } from '../../../../lib/constructs/monitoring/key-events';
import { matchesEventPattern } from '../../../../local/events/matches-event-pattern';
import { createStack, synthStage, synthStandby } from '../../../support/synth-stack';

const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321';
const keyId = '0987dcba-09fe-87dc-65ba-ab0987654321';
const auth = 'arn:aws:iam::111122223333:role/LatchkeyProd-AuthRole';
const stack = createStack();
new KeyEvents(stack, 'KeyEvents', {
  keys: [{ keyId }],
  signers: [auth],
  logRetention: RetentionDays.ONE_MONTH,
  retainData: false,
});
const template = Template.fromStack(stack);
const rules = Object.values(template.findResources('AWS::Events::Rule'));
// the region and account of a stack without an environment
const known = new Map([
  ['AWS::Partition', 'aws'],
  ['AWS::Region', 'eu-central-1'],
  ['AWS::AccountId', '111122223333'],
]);
const patterns = rules.map(({ Properties }) => fillIn(Properties.EventPattern, (id) => known.get(id) ?? ''));
const matches = (event: object) => patterns.some((pattern) => matchesEventPattern(pattern, event));

/** Replaces references with values. */
function fillIn(value: unknown, replacementOf: (id: string) => string): unknown {
  return JSON.parse(JSON.stringify(value), (_, member) => {
    if (typeof member?.Ref === 'string') return replacementOf(member.Ref);
    const [id] = member?.['Fn::GetAtt'] ?? [];
    if (id !== undefined) return replacementOf(id);
    const [separator, parts] = member?.['Fn::Join'] ?? [];
    return parts === undefined ? member : parts.join(separator);
  });
}

/** Returns CloudTrail's record of a call, as EventBridge delivers it: https://docs.aws.amazon.com/kms/latest/developerguide/ct-sign.html */
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
const refused = (alias: string) =>
  call('Sign', {
    ...byRole,
    errorCode: 'AccessDenied',
    requestParameters: { keyId: alias },
    resources: null,
  });

test.each([
  ['a key that is disabled', call('DisableKey')],
  ['a key that is scheduled for deletion', call('ScheduleKeyDeletion')],
  ['another policy of a key', call('PutKeyPolicy')],
  ['a signature by another role', call('Sign', byRole)],
  ['a signature by an IAM user', call('Sign', byUser)],
  ['a signature that KMS refuses', call('Sign', { ...byRole, errorCode: 'AccessDenied', resources: null })],
  ['a key named by its ARN', call('DisableKey', { requestParameters: { keyId: keyArn }, resources: null })],
  ['a refused signature by an alias', refused('alias/Stack/SigningKeys/A')],
  [
    "a refused signature by an alias's ARN",
    refused('arn:aws:kms:eu-central-1:111122223333:alias/Stack/SigningKeys/A'),
  ],
])('counts %s', (_, event) => {
  expect(matches(event)).toBe(true);
});

test.each([
  ['a signature by auth', call('Sign')],
  ['a public key that is read', call('GetPublicKey', byRole)],
  [
    'a key of another stage',
    call('DisableKey', { requestParameters: { keyId: other }, resources: [{ ARN: other }] }),
  ],
  ['an alias of another stack', refused('alias/Stack2/SigningKeys/A')],
  ['a call of another service', { ...call('DisableKey'), source: 'aws.iam' }],
])('ignores %s', (_, event) => {
  expect(matches(event)).toBe(false);
});

test('the rules also match read-only calls such as signatures, and store the events in a log', () => {
  const [group = ''] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  expect(rules).toHaveLength(2);
  for (const { Properties } of rules) {
    expect(Properties.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    const [target, ...others] = Properties.Targets;
    expect(others).toEqual([]);
    expect(JSON.stringify(target.Arn)).toContain(`:log-group:",{"Ref":"${group}"}]`);
  }
});

test('only these rules may write to the log', () => {
  const [group = ''] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  const [policy] = Object.values(template.findResources('AWS::Logs::ResourcePolicy'));
  const text = fillIn(policy?.Properties.PolicyDocument, (id) => `<${id}>`) as string;
  const [create, write, ...others] = JSON.parse(text).Statement;
  expect(others).toEqual([]);
  expect(create).toMatchObject({ Action: 'logs:CreateLogStream', Resource: write.Resource });
  expect(create.Principal.Service).toContain('events.amazonaws.com');
  expect(write).toMatchObject({
    Action: 'logs:PutLogEvents',
    Principal: create.Principal,
    Condition: {
      ArnEquals: {
        'aws:SourceArn': Object.keys(template.findResources('AWS::Events::Rule')).map((id) => `<${id}>`),
      },
    },
  });
  expect(write.Resource).toContain(`:log-group:<${group}>:*`);
});

/** The settings of a stage during a change of keys. */
const mostKeys = {
  signingKeys: [
    { id: 'SigningKeyA', status: 'published', multiRegion: true },
    { id: 'SigningKeyB', status: 'signing', multiRegion: true },
    { id: 'SigningKeyC', status: 'published', multiRegion: true },
    { id: 'SigningKeyD', status: 'retired', multiRegion: true },
    { id: 'SigningKeyE', status: 'retired', multiRegion: true },
  ],
  keyedHashKey: 'multi-region',
  alsoGrant: { keyedHashKey: 'single-region' },
} as const;

test('a stage watches each of its keys, and allows signatures only by auth', () => {
  const all = synthStage('all-features', mostKeys);
  const keys = Object.keys(all.findResources('AWS::KMS::Key'));
  expect(keys).toHaveLength(11);
  const watching = Object.entries(all.findResources('AWS::Events::Rule')).filter(([id]) =>
    id.includes('KeyEvents'),
  );
  expect(watching).toHaveLength(2);
  const alarms = Object.entries(all.findResources('AWS::CloudWatch::Alarm'));
  const alarm = JSON.stringify(alarms.find(([id]) => id.includes('UnexpectedKeyUse')));
  expect(alarm).toContain('"Expression":"SUM([FILL(tampering, 0), FILL(signatures, 0)])"');
  for (const [ruleId, { Properties }] of watching) {
    const watched = JSON.stringify(Properties.EventPattern);
    for (const key of keys) expect(watched.split(`{"suffix":{"Ref":"${key}"}}`)).toHaveLength(3);
    expect(alarm).toContain(
      `"Dimensions":[{"Name":"RuleName","Value":{"Ref":"${ruleId}"}}],"MetricName":"TriggeredRules"`,
    );
  }
  expect(JSON.stringify(watching)).toMatch(/"anything-but":\[\{"Fn::GetAtt":\["AuthRole\w+","Arn"\]\}\]/);
});

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
test.each([
  ['prod', synthStage('prod')],
  ['prod with the maximum number of keys', synthStage('prod', mostKeys)],
  ['all-features with the maximum number of keys', synthStage('all-features', mostKeys)],
  ['its standby', synthStandby(mostKeys)],
])('no pattern of %s is longer than 2,048 characters', (_, stage) => {
  const found = Object.values(stage.findResources('AWS::Events::Rule'));
  expect(found.length).toBeGreaterThanOrEqual(2);
  for (const { Properties } of found) {
    const realPattern = fillIn(Properties.EventPattern, (id) =>
      id.startsWith('AuthRole') ? `${auth}-${'x'.repeat(64)}` : (known.get(id) ?? keyId),
    );
    expect(JSON.stringify(realPattern).length).toBeLessThanOrEqual(2_048);
  }
});
