import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CanaryDeployment } from '../../../../lib/constructs/monitoring/canary-deployment';
import { createStack, synthStage } from '../../../support/synth-stack';

const template = synthStage('prod', { exampleRoutes: true });
const allAtOnce = synthStage('prod', { exampleRoutes: true, deployment: 'all-at-once' });

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, never>;
  readonly UpdatePolicy?: unknown;
  readonly DependsOn?: unknown;
}

const { Resources: resources } = template.toJSON() as { Resources: Record<string, Resource> };
const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
const metricNamesOf = (alarm: string) =>
  [...JSON.stringify(resources[alarm]?.Properties).matchAll(/"MetricName":"(\w+)"/g)]
    .map(([, name]) => name)
    .sort();
const aliases = ofType('AWS::Lambda::Alias');

test('every function is deployed gradually, with a tenth of its requests first', () => {
  expect(aliases).toHaveLength(4);
  for (const [, { UpdatePolicy }] of aliases) {
    expect(UpdatePolicy).toMatchObject({ CodeDeployLambdaAliasUpdate: expect.anything() });
  }
  template.resourcePropertiesCountIs(
    'AWS::CodeDeploy::DeploymentGroup',
    {
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
      },
    },
    4,
  );
});

test('high rates of 5xx, authorizer failures and own errors roll a version back, and callers cannot cause this', () => {
  const alarmsByGroup = ofType('AWS::CodeDeploy::DeploymentGroup').map(([id, { Properties }]) => {
    const { Enabled, Alarms } = Properties.AlarmConfiguration as unknown as {
      Enabled: boolean;
      Alarms: { Name: { Ref: string } }[];
    };
    expect(Enabled).toBe(true);
    return [id.replace(/[0-9A-F]{8}$/, ''), Alarms.map(({ Name }) => metricNamesOf(Name.Ref))];
  });
  const shared = [
    ['5XXError', 'Count'],
    ['Invocations', 'authorizer_failed'],
  ];
  const service = [...shared, ['Errors', 'Invocations']];
  expect(Object.fromEntries(alarmsByGroup)).toEqual({
    // Lambda counts each invalid token as an error of the authorizer
    Canaryauthorizer: shared,
    Canaryauth: service,
    Canaryfoo: service,
    Canarydiscovery: service,
  });
});

test('only the errors of the new version behind the alias are counted', () => {
  const alarms = ofType('AWS::CloudWatch::Alarm').filter(([id]) => id.includes('VersionErrors'));
  expect(alarms).toHaveLength(3);
  for (const [, { Properties }] of alarms) {
    const stats = (
      Properties as unknown as { Metrics: { MetricStat?: { Metric: { Dimensions: unknown } } }[] }
    ).Metrics;
    const dimensions = stats.flatMap(({ MetricStat: stat }) => (stat ? [stat.Metric.Dimensions] : []));
    expect(dimensions).toHaveLength(2);
    for (const entry of dimensions) {
      expect(entry).toEqual([
        {
          Name: 'ExecutedVersion',
          Value: { 'Fn::GetAtt': [expect.stringMatching(/CurrentVersion/), 'Version'] },
        },
        { Name: 'FunctionName', Value: { Ref: expect.stringMatching(/Handler/) } },
        {
          Name: 'Resource',
          Value: { 'Fn::Join': ['', [{ Ref: expect.stringMatching(/Handler/) }, ':live']] },
        },
      ]);
    }
  }
});

test('a function with its permissions checks a version before the alias moves', () => {
  for (const [id, { UpdatePolicy, DependsOn }] of aliases) {
    const update = (
      UpdatePolicy as { CodeDeployLambdaAliasUpdate: { BeforeAllowTrafficHook: { Ref: string } } }
    ).CodeDeployLambdaAliasUpdate;
    const name = /^(\w+?)HandlerAlias/.exec(id)?.[1]?.toLowerCase() ?? '';
    const hook = update.BeforeAllowTrafficHook.Ref;
    expect(hook).toMatch(new RegExp(`^Canary${name}CheckFunctionHandler`));
    expect(DependsOn).toEqual(
      expect.arrayContaining([
        hook,
        expect.stringMatching(new RegExp(`^Canary${name}CheckFunctionRoleDefaultPolicy`)),
        expect.stringMatching(/^CanaryRoleDefaultPolicy/),
      ]),
    );
  }
});

test('a change of the deployment setting changes no alias, version, method or permission, in either direction', () => {
  const former: Record<string, Resource> = allAtOnce.toJSON().Resources;
  const before: [string, unknown][] = Object.entries(former)
    .filter(([, { Type }]) => !/^AWS::(CodeDeploy|CloudWatch)::/.test(Type))
    .map(([id, { Type, Properties }]) => [id, { Type, Properties }]);
  expect(before.filter(([, resource]) => (resource as Resource).Type === 'AWS::Lambda::Alias')).toHaveLength(
    4,
  );
  const after = Object.fromEntries(
    Object.entries(resources).map(([id, { Type, Properties }]) => [id, { Type, Properties }]),
  );
  for (const [id, resource] of before) expect([id, after[id]]).toEqual([id, resource]);
  const added = Object.keys(resources).filter((id) => !(id in former));
  expect(added.filter((id) => !/^Canary|^MonitoringAlarms\w+VersionErrors/.test(id))).toEqual([]);
});

test('without a canary CodeDeploy is not involved, so no alarm blocks a deployment', () => {
  for (const type of ['Application', 'DeploymentGroup'])
    allAtOnce.resourceCountIs(`AWS::CodeDeploy::${type}`, 0);
  const moved: [string, Resource][] = Object.entries(allAtOnce.findResources('AWS::Lambda::Alias') as never);
  expect(moved.map(([, { UpdatePolicy }]) => UpdatePolicy)).toEqual(aliases.map(() => undefined));
});

test('former versions are retained, so that an alias can be moved back, and versions of failed deployments are deleted', () => {
  const versions = ofType('AWS::Lambda::Version');
  expect(versions).toHaveLength(4);
  for (const [, version] of versions)
    expect(version).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('the API and its authorizer may call only the aliases', () => {
  const names = aliases.map(([id]) => id);
  const callers = [...ofType('AWS::ApiGateway::Method'), ...ofType('AWS::ApiGateway::Authorizer')].filter(
    ([, { Properties }]) => JSON.stringify(Properties).includes(':lambda:path'),
  );
  expect(callers.length).toBeGreaterThan(10);
  for (const [, { Properties }] of callers) {
    const text = JSON.stringify(Properties);
    expect(names.some((name) => text.includes(`{"Ref":"${name}"}`))).toBe(true);
    expect(text).not.toMatch(/"Fn::GetAtt":\["\w+Handler[0-9A-F]{8}"/);
  }
  const permissions = ofType('AWS::Lambda::Permission');
  expect(permissions).toHaveLength(4);
  for (const [, { Properties }] of permissions) {
    expect(names.map((name) => ({ Ref: name }))).toContainEqual(Properties.FunctionName);
  }
});

test('rejects a function that has no versions', () => {
  const functions = { foo: { alias: undefined } };
  const props = { functions, alarmsOf: () => [], logRetention: RetentionDays.ONE_DAY, retainData: false };
  expect(() => new CanaryDeployment(createStack(), 'Canary', props)).toThrow(
    'Function "foo" has no versions: set versioned',
  );
});
