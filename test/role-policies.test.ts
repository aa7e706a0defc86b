/** Checks the permissions of the roles of every stage, and that no template contains a secret. */
import { SESSION_STARTERS } from '../lib/stack/grants';
import { toPascalCase } from '../lib/to-pascal-case';
import { stageToCreate, synthStacks } from './support/synth-stack';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown> & {
    readonly PolicyDocument?: { readonly Statement: readonly Statement[] };
    readonly Environment?: { readonly Variables: Record<string, unknown> };
  };
}

interface RoleStatement extends Statement {
  readonly policy: string;
  readonly actions: readonly string[];
}

/** The actions of X-Ray, which has no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
const WITHOUT_RESOURCES = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];

const templates = (['dev', 'prod', 'test', 'all-features'] as const).flatMap((stage) =>
  synthStacks(stageToCreate(stage)).map(
    (template, index) => [index === 0 ? stage : `the standby of ${stage}`, template] as const,
  ),
);

test('the standby is checked too', () => {
  expect(templates.map(([name]) => name)).toEqual([
    'dev',
    'prod',
    'test',
    'all-features',
    'the standby of all-features',
  ]);
});

/** Returns the logical ids in references to resources or to their attributes. */
function idsOf(references: unknown): string[] {
  return [...JSON.stringify(references).matchAll(/"(?:Ref":|Fn::GetAtt":\[)"(\w+)"/g)].map(
    ([, id = '']) => id,
  );
}

describe.each(templates)('in %s', (_, template) => {
  const resources: Record<string, Resource> = template.toJSON().Resources;
  const statements: readonly RoleStatement[] = Object.entries(resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Policy')
    .flatMap(([policy, { Properties }]) =>
      (Properties.PolicyDocument?.Statement ?? []).map((statement) => ({
        ...statement,
        policy,
        actions: [statement.Action].flat(),
      })),
    );

  test('policies exist, and all of them are separate resources', () => {
    expect(statements.length).toBeGreaterThan(10);
    const inRoles = Object.values(resources).filter(
      ({ Type, Properties }) => Type === 'AWS::IAM::Role' && Properties.Policies !== undefined,
    );
    expect(inRoles).toEqual([]);
  });

  test('no role may call every action of a service', () => {
    expect(statements.filter(({ actions }) => actions.some((action) => action.includes('*')))).toEqual([]);
  });

  test('no role may access every resource, except with actions that have no resources', () => {
    const unbounded = statements.filter(
      ({ Resource: resource, Condition, actions }) =>
        [resource].flat().includes('*') &&
        Condition === undefined &&
        !actions.every((action) => WITHOUT_RESOURCES.includes(action)),
    );
    expect(unbounded).toEqual([]);
  });

  test('no role uses NotAction or NotResource', () => {
    expect(JSON.stringify(statements)).not.toMatch(/"Not(Action|Resource|Principal)"/);
  });

  test.each([
    ['kms:Sign', /^AuthRole/],
    // factors counts notices
    ['kms:GenerateMac', /^(Auth|Mail|Factors)Role/],
    ['kms:Encrypt', /^FactorsRole/],
    // Lambda sends what the function failed to process
    ['sqs:SendMessage', /^(Auth|MailFeedback|Factors)Role/],
    ['sqs:ReceiveMessage', /^MailRole/],
    ['sqs:DeleteMessage', /^MailRole/],
    ['ses:SendEmail', /^MailRole/],
    ['kms:GetPublicKey', /^PublicKeysFunctionRole/],
    ['cognito-idp:AdminInitiateAuth', /^AuthRole/],
    ['dynamodb:DeleteItem', /^(Auth|Foo|Factors)Role/],
    ['dynamodb:BatchWriteItem', /^AuthRole/],
    ['events:PutEvents', /^SecurityEventsFunctionRole/],
    ['codedeploy:PutLifecycleEventHookExecutionStatus', /^Canary\w+CheckFunctionRole/],
  ])('%s is allowed to its own function only', (action, owner) => {
    const holders = statements.filter(({ actions }) => actions.includes(action)).map(({ policy }) => policy);
    expect(holders.filter((policy) => !owner.test(policy))).toEqual([]);
  });

  test('the signing keys deny signing to all roles but those that are granted it, which start sessions', () => {
    const keys = Object.values(resources).flatMap(({ Type, Properties }) => {
      if (!/^AWS::KMS::(Replica)?Key$/.test(Type) || Properties.Description !== 'Signs access tokens')
        return [];
      return [Properties.KeyPolicy as { readonly Statement: readonly Statement[] }];
    });
    expect(keys.length).toBeGreaterThan(0);
    const granted = statements
      .filter(({ actions }) => actions.includes('kms:Sign'))
      .map(({ policy }) => idsOf(resources[policy]?.Properties.Roles).join());
    expect(new Set(granted.map((id) => id.replace(/Role[0-9A-F]{8}$/, '')))).toEqual(
      new Set(SESSION_STARTERS.map((name) => toPascalCase(name))),
    );
    for (const { Statement: ofKey } of keys) {
      const [deny, ...others] = ofKey.filter(({ Effect }) => Effect === 'Deny');
      expect(others).toEqual([]);
      expect(deny).toMatchObject({ Action: 'kms:Sign', Principal: { AWS: '*' }, Resource: '*' });
      const { ArnNotEquals: except } = { ArnNotEquals: {}, ...(deny?.Condition ?? {}) };
      expect(Object.keys(except)).toEqual(['aws:PrincipalArn']);
      expect(new Set(idsOf(except))).toEqual(new Set(granted));
    }
  });

  test('signing is granted only with RS256, and hashing only with HMAC-SHA-256', () => {
    const conditionsOf = (action: string) =>
      statements.filter(({ actions }) => actions.includes(action)).map(({ Condition }) => Condition);
    expect(conditionsOf('kms:Sign')).toEqual([
      {
        StringEquals: {
          'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256',
          'kms:MessageType': 'DIGEST',
        },
      },
    ]);
    // auth hashes names and derives codes, and mail derives codes
    const macs = 1 + Number(Object.keys(resources).some((id) => id.startsWith('MailRole')));
    expect(conditionsOf('kms:GenerateMac')).toEqual(
      Array(macs).fill({ StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } }),
    );
  });

  test('the key of second factors leaves each use to one role, which is granted it for secrets only', () => {
    const granted = (action: string) =>
      statements.filter(
        ({ actions, Condition }) =>
          actions.includes(action) && !JSON.stringify(Condition ?? {}).includes('kms:ViaService'),
      );
    const keys = Object.values(resources).filter(
      ({ Properties }) => Properties?.Description === 'Encrypts the secrets of authenticator apps',
    );
    const uses = [
      ['kms:Decrypt', 'AuthRole'],
      ['kms:Encrypt', 'FactorsRole'],
    ] as const;
    for (const [action, role] of uses) {
      expect(
        granted(action).map(({ policy }) => policy.replace(/DefaultPolicy\w+$/, '').slice(0, role.length)),
      ).toEqual(keys.map(() => role));
      for (const { Condition } of granted(action)) {
        expect(Condition).toMatchObject({
          StringEquals: { 'kms:EncryptionContext:purpose': 'totp' },
          'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['purpose', 'sub', 'factor'] },
        });
      }
      for (const { Properties } of keys) {
        const { Statement: ofKey } = Properties.KeyPolicy as { Statement: readonly Statement[] };
        const denials = ofKey.filter(
          ({ Effect, Action }) => Effect === 'Deny' && [Action].flat().includes(action),
        );
        expect(denials).toHaveLength(1);
        const { ArnNotEquals: except } = { ArnNotEquals: {}, ...(denials[0]?.Condition ?? {}) };
        expect(idsOf(except)).toEqual([expect.stringMatching(new RegExp(`^${role}[0-9A-F]{8}$`))]);
      }
    }
  });

  test('only API Gateway, forwarded logs, the queue and the reports of mails, and the check of its version may invoke a function', () => {
    const versions = Object.keys(resources).filter((id) => resources[id]?.Type === 'AWS::Lambda::Version');
    const hooks = Object.keys(resources).filter((id) => /^Canary\w+CheckFunctionHandler/.test(id));
    const invoking = statements.filter(({ actions }) =>
      actions.some((action) => /^lambda:.*Invoke/.test(action)),
    );
    for (const { policy, Resource: resource, actions } of invoking) {
      expect(actions).toEqual(['lambda:InvokeFunction']);
      const name = /^Canary([a-z]+)CheckFunctionRole/.exec(policy)?.[1];
      if (name === undefined) {
        // CodeDeploy calls the checks
        expect(policy).toMatch(/^CanaryRoleDefaultPolicy/);
        const allowed = [resource]
          .flat()
          .map((each) => (each as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0]);
        expect(allowed.sort()).toEqual(hooks.sort());
      } else {
        const [version, ...others] = versions.filter((id) => id.toLowerCase().startsWith(`${name}handler`));
        expect(others).toEqual([]);
        expect(resource).toEqual({ Ref: version });
      }
    }
    expect(invoking).toHaveLength(hooks.length === 0 ? 0 : hooks.length + 1);

    const permissions = Object.values(resources).filter(({ Type }) => Type === 'AWS::Lambda::Permission');
    expect(permissions.length).toBeGreaterThan(2);
    for (const { Properties } of permissions) {
      const { Principal: principal, Action: action, SourceArn: source, FunctionName: fn } = Properties;
      expect(action).toBe('lambda:InvokeFunction');
      expect(source).toBeDefined();
      // API Gateway calls the alias for methods and the authorizer; CloudWatch Logs calls the forwarder
      const [target, caller] = [JSON.stringify(fn), JSON.stringify(source)];
      if (principal === 'apigateway.amazonaws.com') {
        expect(target).toMatch(
          /^\{"Ref":"(Authorizer|Auth|Foo|Discovery|Factors)HandlerAliaslive[0-9A-F]{8}"\}$/,
        );
        expect(caller).toContain(':execute-api:');
      } else if (principal === 'events.amazonaws.com') {
        expect(target).toMatch(/^\{"Ref":"MailFeedbackHandlerAliaslive[0-9A-F]{8}"\}$/);
        expect(caller).toMatch(/^\{"Fn::GetAtt":\["MailDeliveryReportsRule[0-9A-F]{8}","Arn"\]\}$/);
      } else {
        expect(principal).toBe('logs.amazonaws.com');
        expect(target).toContain('"SecurityEventsFunctionHandler');
      }
    }
    expect(Object.values(resources).filter(({ Type }) => Type === 'AWS::Lambda::Url')).toEqual([]);
    const sources = Object.values(resources).filter(({ Type }) => Type === 'AWS::Lambda::EventSourceMapping');
    for (const { Properties } of sources) {
      expect(idsOf(Properties.FunctionName)).toEqual([
        expect.stringMatching(/^MailHandlerAliaslive[0-9A-F]{8}$/),
      ]);
      expect(JSON.stringify(Properties.EventSourceArn)).toMatch(/"MailDeliveryQueue[0-9A-F]{8}"/);
    }
    expect(sources).toHaveLength(Object.keys(resources).some((id) => id.startsWith('MailRole')) ? 1 : 0);
  });

  test('no service reads the data of another: it may only access its own keys of the table', () => {
    const prefixes = (owner: string) =>
      new Set(
        statements
          .filter(({ policy }) => policy.startsWith(`${owner}Role`))
          .flatMap(({ Condition }) => [...JSON.stringify(Condition ?? {}).matchAll(/"([A-Z_]+#)\*"/g)])
          .map(([, prefix]) => prefix),
      );
    expect(
      [...prefixes('Foo')].filter((prefix) => !/^(FOO|FOO_COUNT|IDEMPOTENCY)#$/.test(prefix ?? '')),
    ).toEqual([]);
    expect([...prefixes('Authorizer')]).toEqual(['SESSIONS#']);
    expect([...prefixes('Discovery')]).toEqual([]);
    expect(
      [...prefixes('Mail')].filter((prefix) => !/^(ACCOUNT|EMAIL|CHALLENGE)#$/.test(prefix ?? '')),
    ).toEqual([]);
    const onTable = statements.filter(({ actions }) =>
      actions.some((action) => action.startsWith('dynamodb:')),
    );
    expect(
      onTable.filter(({ Condition }) => !JSON.stringify(Condition).includes('dynamodb:LeadingKeys')),
    ).toEqual([]);
  });

  test('nothing secret is in the template or in an environment variable', () => {
    const secret =
      /-----BEGIN|AKIA[0-9A-Z]{16}|eyJ[\w-]{10,}\.|\{\{resolve:|SecretString|GenerateSecretString/;
    expect(JSON.stringify(resources)).not.toMatch(secret);
    const names = Object.values(resources).flatMap(({ Properties }) =>
      Object.keys(Properties.Environment?.Variables ?? {}),
    );
    expect(names.length).toBeGreaterThan(20);
    // ids of KMS keys and public keys are not secrets, and rules for passwords are not passwords
    const innocent =
      /^(SIGNING_KEY|KEYED_HASH_KEY|MAIL_KEY|FACTOR_KEY|VERIFICATION_KEYS|PUBLIC_KEYS|PASSKEY_(RP_ID|RP_NAME|ORIGINS)|ACCESS_TOKEN_SECONDS|PASSWORD_M(IN|AX)_LENGTH|BREACHED_PASSWORD_CHECK)$/;
    expect(
      names.filter((name) => /SECRET|PASSWORD|TOKEN|KEY|CREDENTIAL/.test(name) && !innocent.test(name)),
    ).toEqual([]);
  });
});
