import { CanaryDeployment } from '../../../../lib/constructs/monitoring/canary-deployment';
import { createStack, synthStage } from '../../../support/synth-stack';

const template = synthStage('prod', { exampleRoutes: true });
const { Resources: resources } = template.toJSON() as {
  Resources: Record<string, { Type: string; Properties: Record<string, never>; UpdatePolicy?: unknown }>;
};
const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
const metricNamesOf = (alarm: string) =>
  [...JSON.stringify(resources[alarm]?.Properties).matchAll(/"MetricName":"(\w+)"/g)].map(([, name]) => name);
const aliases = ofType('AWS::Lambda::Alias');

test('every function changes gradually, a tenth of its requests first', () => {
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

test('a version is taken back for faults of the authorizer and for 5xx, and for nothing that a stranger can do', () => {
  for (const [, { Properties }] of ofType('AWS::CodeDeploy::DeploymentGroup')) {
    const { Enabled, Alarms } = Properties.AlarmConfiguration as unknown as {
      Enabled: boolean;
      Alarms: { Name: { Ref: string } }[];
    };
    expect(Enabled).toBe(true);
    expect(Alarms.map(({ Name }) => metricNamesOf(Name.Ref))).toEqual([['5XXError'], ['authorizer_failed']]);
  }
});

test('the API and its authorizer call the aliases, which alone let them', () => {
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
  expect(() => new CanaryDeployment(createStack(), 'Canary', { functions, alarms: [] })).toThrow(
    'functions must be versioned; foo is not',
  );
});
