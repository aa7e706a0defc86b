import type { Template } from 'aws-cdk-lib/assertions';
import { fooBodies } from '../../../lambda/foo/bodies';
import { optionalFeatures, routes } from '../../../lambda/routes';
import { featuresOf } from '../../../lib/routes/features';
import { synthStage, synthStandby } from '../../support/synth-stack';

const without = { exampleRoutes: false, reservedConcurrency: { authorizer: 100, auth: 100, discovery: 20 } };

/** Returns the number of resources in a template, by type. */
function countTypes(template: Template): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values<{ Type: string }>(template.toJSON().Resources)) {
    counts[Type] = (counts[Type] ?? 0) + 1;
  }
  return counts;
}

test('each feature has routes with its setting, and none without it', () => {
  expect(featuresOf({ exampleRoutes: false })).toEqual([]);
  expect(featuresOf({ exampleRoutes: true })).toEqual(optionalFeatures);
  const used = new Set(Object.values(routes).map(({ feature }) => feature));
  expect([...used].sort()).toEqual(['core', ...optionalFeatures].sort());
});

describe.each([
  ['dev', synthStage('dev', { exampleRoutes: false })],
  // the stage has everything that belongs to a function: alarms, metrics, a dashboard, queries, canary, reserved instances
  ['all-features', synthStage('all-features', without)],
  ['prod', synthStage('prod')],
] as const)('the stack of %s without the example', (_, template) => {
  test('does not name it: no route, function, grant, role, log, metric, alarm or variable', () => {
    expect(JSON.stringify(template.toJSON()).match(/.{0,40}(foo|IDEMPOTENCY#).{0,40}/gi)).toBeNull();
  });

  test('passes the list of features, which is empty, to the functions', () => {
    const values = Object.values(template.findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties.Environment?.Variables.FEATURES,
    );
    expect(values.filter((value) => value !== undefined)).toEqual(['', '']);
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
