import type { Template } from 'aws-cdk-lib/assertions';
import { authBodies } from '../../../lambda/auth/bodies';
import { factorsBodies } from '../../../lambda/factors/bodies';
import { fooBodies } from '../../../lambda/foo/bodies';
import { optionalFeatures, routes } from '../../../lambda/routes';
import { featuresOf, servedRoutes } from '../../../lib/routes/features';
import type { StageSettings } from '../../../lib/stages/stage-settings';
import { stageSettings } from '../../../lib/stages/stages';
import { synthStage } from '../../support/synth-stack';
import {
  featuresIn,
  testWithoutEmail,
  testWithoutExample,
  testWithoutFactors,
  testWithoutPages,
  testWithoutPasskeys,
} from './absent-features';

/** What a stage has without second factors. */
const withoutFactors = { secondFactor: 'off', trustedDevices: 'off', passkeys: undefined } as const;

/** Passkeys that pages of another domain may use. */
const related = { relatedOrigins: ['https://app.example.net'], origins: ['https://app.example.net'] };

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
  const none = { exampleRoutes: false, secondFactor: 'off', activity: false } as const;
  expect(featuresOf(none)).toEqual([]);
  expect(featuresOf({ ...none, exampleRoutes: true })).toEqual(['example']);
  expect(featuresOf({ ...none, email })).toEqual(['email']);
  expect(featuresOf({ ...none, secondFactor: 'optional' })).toEqual(['factors']);
  expect(featuresOf({ ...none, passkeys: {} })).toEqual(['passkeys']);
  expect(featuresOf({ ...none, passkeys: { signUp: true } })).toEqual(['passkeys', 'passkey-sign-up']);
  expect(featuresOf({ ...none, pages: {} })).toEqual(['pages']);
  expect(featuresOf({ ...none, activity: true })).toEqual(['activity']);
  expect(featuresOf({ ...stageSettings('all-features') })).toEqual(optionalFeatures);
  const used = new Set(Object.values(routes).map(({ feature }) => feature));
  // the entries of activity are exported and deleted with their account, and no route lists them
  const routed = optionalFeatures.filter((feature) => feature !== 'activity');
  expect([...used].sort()).toEqual(['core', ...routed].sort());
});

// features-largest.all.test.ts tries the largest stage
testWithoutExample([
  ['dev', synthStage('dev', { exampleRoutes: false }), 'email,factors,passkeys,passkey-sign-up,pages'],
  ['prod', synthStage('prod'), ''],
]);
testWithoutEmail([
  ['prod', synthStage('prod')],
  ['test', synthStage('test', { email: undefined })],
]);
testWithoutFactors([
  ['prod', synthStage('prod')],
  // a page of sign-ins has the name
  ['test', synthStage('test', { ...withoutFactors, pages: undefined })],
]);
testWithoutPasskeys([
  ['prod', synthStage('prod')],
  ['test', synthStage('test', { passkeys: undefined })],
]);
testWithoutPages([
  ['prod', synthStage('prod')],
  ['test', synthStage('test', { pages: undefined })],
]);

test.each<[string, Partial<StageSettings>, boolean]>([
  ['the domain of the API', {}, true],
  ['a further domain of the API', { passkeys: { ...related, rpId: 'login.example.com' } }, true],
  ['the domain of a base path', { basePath: '/auth' }, false],
  ['a host of another server', { passkeys: { ...related, rpId: 'example.com' } }, false],
  ['the domain of an API without related origins', { passkeys: { origins: [] } }, false],
])('the API publishes related origins only at the root of its own host: %s', (_, settings, isServed) => {
  const all = stageSettings('all-features');
  const { certificateArn } = all.customDomain ?? { certificateArn: '' };
  const additionalDomains = [{ id: 'LoginDomain', name: 'login.example.com', certificateArn }];
  const features = featuresOf({ ...all, additionalDomains, passkeys: related, ...settings });
  expect(features.includes('related-origins')).toBe(isServed);
});

test('a stage with second factors differs from one without them only in the routes, the key and the function', () => {
  const [on, off] = [{ passkeys: undefined }, withoutFactors].map((settings) =>
    countTypes(synthStage('test', { ...settings, pages: undefined })),
  );
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

test('a stage with passkeys differs from one without them only in the routes', () => {
  const [on, off] = [{}, { passkeys: undefined }].map((settings) => countTypes(synthStage('test', settings)));
  const difference = Object.keys(on ?? {}).map((type) => [type, (on?.[type] ?? 0) - (off?.[type] ?? 0)]);
  const pathsOf = (keys: readonly string[]) => new Set(keys.map((key) => key.split(' ')[1] ?? ''));
  const resourcesOf = (keys: readonly string[]) =>
    new Set(
      [...pathsOf(keys)].flatMap((path) =>
        path.split('/').map((_, end, parts) => parts.slice(0, end + 1).join('/')),
      ),
    );
  const known = Object.keys(servedRoutes({ ...stageSettings('test'), passkeys: undefined }));
  const added = Object.keys(servedRoutes(stageSettings('test'))).filter((key) => !known.includes(key));
  const bodies = { ...authBodies, ...factorsBodies };
  expect(Object.fromEntries(difference.filter(([, more]) => more !== 0))).toEqual({
    // one method for each route, and one preflight for each path
    'AWS::ApiGateway::Method': added.length + pathsOf(added).size,
    'AWS::ApiGateway::Model': added.filter((key) => key in bodies).length,
    'AWS::ApiGateway::Resource': [...resourcesOf(added)].filter((path) => !resourcesOf(known).has(path))
      .length,
  });
});

test('a stage with pages differs from one without them only in the routes: no role gets a right', () => {
  const [on, off] = [{}, { pages: undefined }].map((settings) => synthStage('test', settings));
  const [more, less] = [on, off].map((template) => template && countTypes(template));
  const difference = Object.keys(more ?? {}).map((type) => [type, (more?.[type] ?? 0) - (less?.[type] ?? 0)]);
  const keys = Object.entries(routes).filter(([, { feature }]) => feature === 'pages');
  const called = keys.filter(([, { access }]) => access !== 'page');
  expect(Object.fromEntries(difference.filter(([, count]) => count !== 0))).toEqual({
    // only paths of other routes have a preflight
    'AWS::ApiGateway::Method': keys.length + called.length,
    // one for each path, and one for /oauth2
    'AWS::ApiGateway::Resource': new Set(keys.map(([key]) => key.split(' ')[1])).size + 1,
  });
  const policiesOf = (template: Template | undefined) => [
    template?.findResources('AWS::IAM::Policy'),
    template?.findResources('AWS::IAM::Role'),
  ];
  expect(policiesOf(on)).toEqual(policiesOf(off));
});

test('a stage with pages and without second factors has no page about them', () => {
  const served = servedRoutes({ ...stageSettings('test'), ...withoutFactors });
  expect(served).toHaveProperty(['GET /account']);
  expect(Object.keys(served).filter((key) => key.includes('factors'))).toEqual([]);
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
