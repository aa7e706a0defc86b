import { synthStage } from '../../../support/synth-stack';

const template = synthStage('all-features');
const hooks = Object.entries(template.findResources('AWS::Lambda::Function')).filter(([id]) =>
  /^Canary\w+CheckFunctionHandler/.test(id),
);

test('each function has its own check, which knows the version and nothing else of the stage', () => {
  expect(hooks).toHaveLength(7);
  for (const [id, { Properties }] of hooks) {
    const name = /^Canary([a-z]+)Check/.exec(id)?.[1] ?? '';
    const { VERSION_ARN: version, ...others } = Properties.Environment.Variables;
    expect(others).toEqual({});
    expect(version.Ref.toLowerCase()).toMatch(new RegExp(`^${name}handlercurrentversion`));
    expect(Properties.Code).toEqual(hooks[0]?.[1].Properties.Code);
  }
});

test.each(['authorizer', 'auth', 'foo', 'discovery', 'mail', 'mailfeedback'])(
  'the check of %s may only invoke one version, report to one group, and write its log and traces',
  (name) => {
    const [policy, ...more] = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) =>
      id.startsWith(`Canary${name}CheckFunctionRole`),
    );
    expect(more).toEqual([]);
    const version = hooks.find(([id]) => id.startsWith(`Canary${name}Check`))?.[1].Properties.Environment
      .Variables;
    const statements: { Action: unknown; Resource: unknown }[] =
      policy?.[1].Properties.PolicyDocument.Statement ?? [];
    const rights = statements.filter(({ Action: action }) => !/^(logs|xray):/.test([action].flat().join()));
    expect(rights).toEqual([
      { Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: version?.VERSION_ARN },
      {
        Action: 'codedeploy:PutLifecycleEventHookExecutionStatus',
        Effect: 'Allow',
        Resource: expect.anything(),
      },
    ]);
    expect(JSON.stringify(rights[1]?.Resource)).toMatch(
      new RegExp(`:deploymentgroup:",.*"Ref":"Canary${name}[0-9A-F]{8}"`),
    );
  },
);
