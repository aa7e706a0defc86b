import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { variables } from '../../../lambda/environment';
import { parseEnvironment } from '../../../lambda/parse-environment';
import type { StageName } from '../../../lib/stages/stages';
import { toPascalCase } from '../../../lib/to-pascal-case';
import { findCycle } from '../../support/synth-cycles';
import {
  createApp,
  createAuthStack,
  maskAssets,
  small,
  synthStage,
  synthStandby,
} from '../../support/synth-stack';
import { describeDifference } from '../../support/templates/describe-difference';
import { joinTexts } from '../../support/templates/join-texts';

const stages: readonly StageName[] = ['dev', 'prod', 'test', 'all-features'];
const functions = ['authorizer', 'auth', 'foo', 'discovery', 'mail', 'mail-feedback', 'factors'] as const;

/** Returns the environment of a function, with intrinsic functions replaced by a text. */
function environmentOf(template: Template, name: string): Record<string, string> {
  const found = Object.entries(template.findResources('AWS::Lambda::Function')).find(([id]) =>
    id.startsWith(`${toPascalCase(name)}Handler`),
  );
  const variables: Record<string, unknown> = found?.[1].Properties.Environment.Variables ?? {};
  return Object.fromEntries(
    Object.entries(variables).map(([key, value]) => [key, typeof value === 'string' ? value : 'resolved']),
  );
}

const templates = Object.fromEntries(stages.map((stage) => [stage, synthStage(stage)])) as Record<
  StageName,
  Template
>;
const standby = synthStandby();

describe('a stack changes only with the infrastructure', () => {
  const ofStage = (stage: StageName) => ({
    stack: `Latchkey${stage}`,
    template: maskAssets(templates[stage]),
  });
  const allFeatures = ofStage('all-features');

  test('that of prod', () => {
    expect(joinTexts(maskAssets(templates.prod))).toMatchSnapshot();
  });

  test.each([
    ['dev', 'prod', ofStage('dev'), ofStage('prod')],
    ['test', 'prod', ofStage('test'), ofStage('prod')],
    ['all-features', 'prod', allFeatures, ofStage('prod')],
    [
      'the standby of all-features',
      'all-features',
      { stack: `${allFeatures.stack}Standby`, template: maskAssets(standby) },
      allFeatures,
    ],
  ])('that of %s, by what it has other than %s', (_stage, _other, stage, other) => {
    expect(describeDifference(other, stage)).toMatchSnapshot();
  });
});

describe.each([
  ...stages.map((stage) => [stage, templates[stage]] as const),
  ['the standby of all-features', standby] as const,
])('the stack of %s', (_, template) => {
  test('has no cyclic dependencies', () => {
    expect(findCycle(template.toJSON().Resources)).toEqual([]);
  });

  const all = Object.keys(template.findResources('AWS::Lambda::Function'));
  const own = functions.filter((name) => all.some((id) => id.toLowerCase().startsWith(`${name}handler`)));

  test.each(own)('gives %s every variable that it reads at load', (name) => {
    expect(() => parseEnvironment(variables[name], environmentOf(template, name))).not.toThrow();
  });

  test('sets no physical names', () => {
    const names = /"(TableName|FunctionName|RoleName|LogGroupName|AliasName|AlarmName|DashboardName)":"/;
    // WAF requires a prefix of its log's name, and key aliases need names; each contains the name of its stack
    const text = JSON.stringify(template.toJSON())
      .replace(/"LogGroupName":"aws-waf-logs-Latchkey(prod|all-features(Standby)?)"/, '')
      .replace(/"AliasName":"alias\/Latchkey(dev|test|prod|all-features(Standby)?)\/[A-Za-z/]+"/g, '');
    expect(text).not.toMatch(names);
  });

  test('never includes a rejected body in a response or a log', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('validationErrorString');
  });
});

test.each(['dev', 'prod', 'test'] as const)('%s has outputs with the literal name of the stage', (stage) => {
  const template = templates[stage];
  for (const [name, end] of [
    ['ApiUrl', `/${stage}`],
    ['Issuer', `/${stage}`],
    ['JwksUri', `/${stage}/.well-known/jwks.json`],
  ] as const) {
    const { Value: value } = template.findOutputs(name)[name] ?? {};
    expect(value['Fn::Join'][1].at(-1)).toBe(end);
  }
});

test('finds a cycle if one exists', () => {
  expect(
    findCycle({
      A: { DependsOn: 'B' },
      B: { DependsOn: ['C'] },
      C: { Properties: { Name: { 'Fn::Sub': `\${A.Arn}` } } },
    }),
  ).toEqual(['A', 'B', 'C', 'A']);
});

// auth-stack-rules.all.test.ts checks the stages as they are
test('a cdk-nag rule that is broken and not acknowledged fails the synthesis', () => {
  const app = createApp();
  const stack = createAuthStack('dev', small, app);
  stack.node
    .findChild('Auth')
    .node.findAll()
    .filter(iam.Role.isRole)
    .forEach((role) => {
      role.addToPrincipalPolicy(
        new iam.PolicyStatement({ actions: ['s3:*'], resources: ['arn:aws:s3:::bucket'] }),
      );
    });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).toThrow('AwsSolutions-IAM5[Action::s3:*]');
});

test('CloudFormation rejects only the test stage', () => {
  templates.test.templateMatches({
    Rules: {
      RefuseDeployment: {
        Assertions: [
          {
            Assert: { 'Fn::Equals': ['for tests only', 'deployable'] },
            AssertDescription: 'The stage "test" is for tests only: deploy another stage.',
          },
        ],
      },
    },
  });
  for (const stage of ['dev', 'prod'] as const) {
    expect(templates[stage].toJSON().Rules ?? {}).not.toHaveProperty('RefuseDeployment');
  }
});

test('the synthesis reports the rejection of the test stage, and of no other stage', () => {
  // each synthesis prints these metadata
  const said = (stage: StageName) =>
    createAuthStack(stage)
      .node.findAll()
      .flatMap(({ node }) => node.metadata)
      .flatMap(({ type, data }) => (type === 'aws:cdk:info' ? [data] : []));
  expect(said('test')).toEqual([
    expect.stringMatching(/^Stage test is for tests only: CloudFormation rejects its deployment\./),
  ]);
  expect([...said('dev'), ...said('prod')]).toEqual([]);
});

test('prod retains all resources with data, and is protected', () => {
  const stack = createAuthStack('prod');
  expect(stack.terminationProtection).toBe(true);
  expect(stack.region).toBe('eu-central-1');
  const template = templates.prod;
  for (const type of ['AWS::DynamoDB::GlobalTable', 'AWS::KMS::Key', 'AWS::Logs::LogGroup']) {
    const kept = Object.entries(template.findResources(type))
      // the firewall's log has a fixed name: if it outlived its stack, it would block the next log of that name
      .filter(([id]) => !id.startsWith('WebAclLogs'));
    expect(kept.length).toBeGreaterThan(0);
    for (const [, resource] of kept) {
      expect(resource).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      });
    }
  }
});

test('a set issuer is passed on, and every accepted issuer is kept', () => {
  const template = synthStage('dev', {
    ...small,
    issuer: 'https://auth.example.com',
    acceptedIssuers: ['https://old.example.com'],
    sessionsNotBefore: new Date('2026-01-01T00:00:00Z'),
    accessTokenLifetime: Duration.minutes(10),
  });
  expect(environmentOf(template, 'auth')).toMatchObject({
    ISSUER: 'https://auth.example.com',
    ACCESS_TOKEN_SECONDS: '600',
  });
  expect(environmentOf(template, 'authorizer')).toMatchObject({
    ACCEPTED_ISSUERS: 'https://auth.example.com,https://old.example.com',
    SESSIONS_NOT_BEFORE: '1767225600',
  });
  template.hasOutput('Issuer', { Value: 'https://auth.example.com' });
});

test('a domain name is the host of the API, and of the issuer unless the stage sets another', () => {
  templates['all-features'].hasOutput('ApiUrl', { Value: 'https://auth.example.com' });
  templates['all-features'].hasOutput('Issuer', { Value: 'https://auth.example.com' });
  const customDomain = { name: 'api.example.com', certificateArn: Aws.NO_VALUE };
  const moved = synthStage('dev', { ...small, customDomain, issuer: 'https://sign-in.example.com' });
  moved.hasOutput('ApiUrl', { Value: 'https://api.example.com' });
  moved.hasOutput('Issuer', { Value: 'https://sign-in.example.com' });
  // the issuer's host may serve nothing
  moved.hasOutput('JwksUri', { Value: 'https://api.example.com/.well-known/jwks.json' });
});

test('a base path is part of every path, and of the URL that issuer, document and outputs share', () => {
  const customDomain = { name: 'auth.example.com', certificateArn: Aws.NO_VALUE };
  const settings = { corsOrigins: [], customDomain, basePath: '/auth', pages: undefined };
  const template = synthStage('dev', { ...settings, kmsRsaQuota: 60 });
  const url = 'https://auth.example.com/auth';
  template.hasOutput('ApiUrl', { Value: url });
  template.hasOutput('Issuer', { Value: url });
  template.hasOutput('JwksUri', { Value: `${url}/.well-known/jwks.json` });
  expect(environmentOf(template, 'auth')).toMatchObject({ ISSUER: url, BASE_PATH: '/auth' });
  expect(environmentOf(template, 'authorizer')).toMatchObject({ ACCEPTED_ISSUERS: url });
  expect(environmentOf(template, 'discovery')).toMatchObject({ API_URL: url, BASE_PATH: '/auth' });
  expect(environmentOf(template, 'foo')).toMatchObject({ BASE_PATH: '/auth' });
  const root = Object.values(template.findResources('AWS::ApiGateway::Resource')).filter(
    ({ Properties }) => Properties.ParentId['Fn::GetAtt']?.[1] === 'RootResourceId',
  );
  expect(root.map(({ Properties }) => Properties.PathPart)).toEqual(['auth']);
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    MethodSettings: Match.arrayWith([Match.objectLike({ ResourcePath: '/~1auth~1users' })]),
  });
  const own = synthStage('dev', { ...settings, issuer: 'https://sign-in.example.com' });
  expect(environmentOf(own, 'discovery')).toMatchObject({
    ISSUER: 'https://sign-in.example.com',
    API_URL: url,
  });
});

test('a session that started in the second of sessionsNotBefore has ended', () => {
  const sessionsNotBefore = new Date('2026-01-01T00:00:00.001Z');
  expect(environmentOf(synthStage('dev', { ...small, sessionsNotBefore }), 'authorizer')).toMatchObject({
    SESSIONS_NOT_BEFORE: '1767225601',
  });
});

test('the cache time of policies comes from the stage', () => {
  synthStage('dev', { ...small, authorizerCacheTtl: Duration.minutes(1) }).hasResourceProperties(
    'AWS::ApiGateway::Authorizer',
    { AuthorizerResultTtlInSeconds: 60 },
  );
});

test('the account role for logs is created before the stage, unless one exists', () => {
  synthStage('dev').hasResource('AWS::ApiGateway::Stage', {
    DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ApiGatewayAccount')]),
  });
  synthStage('dev', { ...small, apiGatewayAccountRole: 'existing' }).resourceCountIs(
    'AWS::ApiGateway::Account',
    0,
  );
});

test('rejects invalid settings', () => {
  expect(() => synthStage('dev', { audience: '' })).toThrow('Stage dev: audience must be');
});

test.each([
  ['immediate', 'lambda/authorizer/handler.ts'],
  ['on-expiry', 'lambda/authorizer/on-expiry-handler.ts'],
] as const)('with revocation %s the authorizer is built from %s', (revocation, entry) => {
  const functions = synthStage('dev', { revocation }).findResources('AWS::Lambda::Function');
  const [authorizer] = Object.entries(functions).filter(([id]) => id.startsWith('AuthorizerHandler'));
  expect(authorizer?.[1].Metadata['local:esbuild'].entryPoints).toMatchObject({ index: entry });
});
