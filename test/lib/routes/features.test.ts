import type { Template } from 'aws-cdk-lib/assertions';
import { fooBodies } from '../../../lambda/foo/bodies';
import { optionalFeatures, routes } from '../../../lambda/routes';
import { featuresOf } from '../../../lib/routes/features';
import { stageSettings } from '../../../lib/stages/stages';
import { synthStage, synthStandby } from '../../support/synth-stack';

const { standby } = stageSettings('all-features');
if (!standby) throw new Error('The stage all-features has a standby');

/** What `all-features` has without the example. */
const without = {
  exampleRoutes: false,
  reservedConcurrency: { authorizer: 100, auth: 100, discovery: 20, mail: 10, factors: 20 },
};

/** What `all-features` has without e-mail. */
const { emailIdentityArn: __, ...withoutIdentity } = standby;
const withoutEmail = {
  email: undefined,
  standby: withoutIdentity,
  reservedConcurrency: { authorizer: 100, auth: 100, foo: 50, discovery: 20 },
};

/** What `all-features` has without second factors. */
const withoutFactors = {
  secondFactor: 'off' as const,
  trustedDevices: 'off' as const,
  reservedConcurrency: { authorizer: 100, auth: 100, foo: 50, discovery: 20, mail: 10 },
};

/** Returns the number of resources in a template, by type. */
function countTypes(template: Template): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values<{ Type: string }>(template.toJSON().Resources)) {
    counts[Type] = (counts[Type] ?? 0) + 1;
  }
  return counts;
}

test('each feature has routes with its setting, and none without it', () => {
  const { email } = stageSettings('test');
  const none = { exampleRoutes: false, secondFactor: 'off' } as const;
  expect(featuresOf(none)).toEqual([]);
  expect(featuresOf({ ...none, exampleRoutes: true })).toEqual(['example']);
  expect(featuresOf({ ...none, email })).toEqual(['email']);
  expect(featuresOf({ ...none, secondFactor: 'optional' })).toEqual(['factors']);
  expect(featuresOf({ exampleRoutes: true, email, secondFactor: 'required' })).toEqual(optionalFeatures);
  const used = new Set(Object.values(routes).map(({ feature }) => feature));
  expect([...used].sort()).toEqual(['core', ...optionalFeatures].sort());
});

/** Returns the lists of features that the functions of a stack read. */
function featuresIn(template: Template): readonly string[] {
  return Object.values(template.findResources('AWS::Lambda::Function')).flatMap(
    ({ Properties }) => Properties.Environment?.Variables.FEATURES ?? [],
  );
}

describe.each([
  ['dev', 'email,factors', synthStage('dev', { exampleRoutes: false })],
  // the stage has everything that belongs to a function: alarms, metrics, a dashboard, queries, canary, reserved instances
  ['all-features', 'email,factors', synthStage('all-features', without)],
  ['prod', '', synthStage('prod')],
] as const)('the stack of %s without the example', (_, features, template) => {
  test('does not name it: no route, function, grant, role, log, metric, alarm or variable', () => {
    expect(JSON.stringify(template.toJSON()).match(/.{0,40}(foo|IDEMPOTENCY#).{0,40}/gi)).toBeNull();
  });

  test('passes the list of features, without the example, to the functions', () => {
    expect(featuresIn(template)).toEqual([features, features]);
  });
});

// synthStandby synthesizes both stacks of the stage; the others differ less from prod
describe.each([
  ['prod', synthStage('prod')],
  ['test', synthStage('test', { email: undefined })],
  ['all-features', synthStage('all-features', withoutEmail)],
  ['the standby of all-features', synthStandby(withoutEmail)],
] as const)('the stack of %s without e-mail', (_, template) => {
  test('does not name it: no route, queue, function, key, grant, role, log, metric, alarm, query or variable', () => {
    expect(
      JSON.stringify(template.toJSON()).match(/.{0,40}(mail|AWS::SQS|sqs:|ses:Send).{0,40}/gi),
    ).toBeNull();
  });

  test('passes the list of features, without e-mail, to the functions', () => {
    for (const features of featuresIn(template)) expect(['', 'example,factors']).toContain(features);
  });
});

describe.each([
  ['dev', synthStage('dev', { secondFactor: 'off' })],
  ['prod', synthStage('prod')],
  ['all-features', synthStage('all-features', withoutFactors)],
  ['the standby of all-features', synthStandby(withoutFactors)],
] as const)('the stack of %s without second factors', (_, template) => {
  test('does not name them: no route, function, key, grant, role, log, metric, alarm, query or variable', () => {
    // it still refuses accounts that have one
    const refusal = '"second-factor":"lambda/auth/factors/without-second-factor.ts",';
    const text = JSON.stringify(template.toJSON()).replace(refusal, '');
    // the metadata of the CDK says do-not-refactor
    expect(text.match(/.{0,40}((?<!-re)factor|authenticator app|totp).{0,40}/gi)).toBeNull();
    const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
    expect(policies).not.toContain('kms:Encrypt');
  });

  test('passes the list of features, without them, to the functions', () => {
    for (const features of featuresIn(template)) expect(['', 'example,email']).toContain(features);
  });
});

test('a stage with second factors differs from one without them only in the routes, the key and the function', () => {
  const none = { secondFactor: 'off', trustedDevices: 'off' } as const;
  const [on, off] = [{}, none].map((settings) => countTypes(synthStage('test', settings)));
  const difference = Object.keys(on ?? {}).map((type) => [type, (on?.[type] ?? 0) - (off?.[type] ?? 0)]);
  expect(Object.fromEntries(difference.filter(([, more]) => more !== 0))).toEqual({
    // nine routes on nine paths, each with a preflight. One more resource is only part of a path
    'AWS::ApiGateway::Method': 18,
    'AWS::ApiGateway::Model': 5,
    'AWS::ApiGateway::Resource': 10,
    'AWS::IAM::Policy': 1,
    'AWS::IAM::Role': 1,
    'AWS::KMS::Alias': 1,
    'AWS::KMS::Key': 1,
    'AWS::Lambda::Alias': 1,
    'AWS::Lambda::Function': 1,
    'AWS::Lambda::Permission': 1,
    'AWS::Lambda::Version': 1,
    'AWS::Logs::LogGroup': 1,
  });
});

test('before its routes are served, a stage has the key, the function and the grants of second factors', () => {
  const granted = synthStage('prod', { alsoGrant: { secondFactor: 'optional' } });
  granted.hasResourceProperties('AWS::KMS::Key', { KeySpec: 'SYMMETRIC_DEFAULT', MultiRegion: true });
  const routes = Object.values(granted.findResources('AWS::ApiGateway::Resource'));
  expect(routes.map(({ Properties }) => Properties.PathPart)).not.toContain('factors');
  for (const features of featuresIn(granted)) expect(features).toBe('');
  const text = JSON.stringify(granted.findResources('AWS::IAM::Policy'));
  expect(text).toContain('FACTOR#*');
  expect(text).toContain('kms:Encrypt');
});

test('a stage with e-mail differs from one without it only in the routes, the queues, the key, the functions and what reports their mails', () => {
  const [on, off] = [{}, { email: undefined }].map((settings) => countTypes(synthStage('test', settings)));
  const difference = Object.keys(on ?? {}).map((type) => [type, (on?.[type] ?? 0) - (off?.[type] ?? 0)]);
  expect(Object.fromEntries(difference.filter(([, more]) => more !== 0))).toEqual({
    // eight routes on six paths, each with a preflight
    'AWS::ApiGateway::Method': 14,
    'AWS::ApiGateway::Model': 4,
    'AWS::ApiGateway::Resource': 6,
    'AWS::Events::Rule': 1,
    'AWS::IAM::Policy': 2,
    'AWS::IAM::Role': 2,
    'AWS::KMS::Alias': 1,
    'AWS::KMS::Key': 1,
    'AWS::Lambda::Alias': 2,
    'AWS::Lambda::EventInvokeConfig': 1,
    'AWS::Lambda::EventSourceMapping': 1,
    'AWS::Lambda::Function': 2,
    'AWS::Lambda::Permission': 1,
    'AWS::Lambda::Version': 2,
    'AWS::Logs::LogGroup': 2,
    'AWS::SES::ConfigurationSet': 1,
    'AWS::SES::ConfigurationSetEventDestination': 1,
    'AWS::SQS::Queue': 3,
    'AWS::SQS::QueuePolicy': 3,
  });
});

test('the two stacks differ only in the resources of the example', () => {
  const [on, off] = [synthStage('dev'), synthStage('dev', { exampleRoutes: false })].map(countTypes);
  const difference = Object.keys(on ?? {}).map((type) => [type, (on?.[type] ?? 0) - (off?.[type] ?? 0)]);
  const keys = Object.keys(routes).filter((key) => routes[key as keyof typeof routes].feature === 'example');
  const paths = new Set(keys.map((key) => key.split(' ')[1] ?? ''));
  const resources = new Set(
    [...paths].flatMap((path) => path.split('/').map((_, end, parts) => parts.slice(0, end + 1).join('/'))),
  );
  expect(Object.fromEntries(difference.filter(([, more]) => more !== 0))).toEqual({
    // one method for each route, and one preflight for each path
    'AWS::ApiGateway::Method': keys.length + paths.size,
    'AWS::ApiGateway::Model': Object.keys(fooBodies).length,
    // the root is not counted
    'AWS::ApiGateway::Resource': resources.size - 1,
    'AWS::IAM::Policy': 1,
    'AWS::IAM::Role': 1,
    'AWS::Lambda::Alias': 1,
    'AWS::Lambda::Function': 1,
    'AWS::Lambda::Permission': 1,
    'AWS::Lambda::Version': 1,
    'AWS::Logs::LogGroup': 1,
  });
});

test('a standby has the features of its stage', () => {
  expect(JSON.stringify(synthStandby(without).toJSON()).match(/.{0,40}foo.{0,40}/gi)).toBeNull();
});
