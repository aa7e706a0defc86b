import { Stack } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import type { StageToCreate } from '../../../lib/stack/create-stacks';
import type { StageSettings } from '../../../lib/stages/stage-settings';
import { stageSettings } from '../../../lib/stages/stages';
import { createApp, createAuthStack, synthStacks } from '../../support/synth-stack';

const full = stageSettings('all-features');
const { standby } = full;
if (!standby) throw new Error('The stage all-features has a standby');

function synth(settings: StageSettings, options: Partial<StageToCreate> = {}): readonly Template[] {
  const stage = { stageName: 'all-features', settings, ...options };
  return synthStacks(stage);
}

/** Returns the functions that serve requests, by whether they may run. */
function requestFunctions(template: Template): { running: string[]; stopped: string[] } {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function')).filter(
    ([id]) => !/^(SecurityEvents|PublicKeys|Canary)/.test(id),
  );
  const isStopped = ([, { Properties }]: (typeof functions)[number]) =>
    Properties.ReservedConcurrentExecutions === 0;
  return {
    running: functions.filter((entry) => !isStopped(entry)).map(([id]) => id),
    stopped: functions.filter(isStopped).map(([id]) => id),
  };
}

const templates = {
  first: synth(full),
  none: synth({ ...full, standby: { ...standby, serving: 'none' } }),
  standby: synth({ ...full, standby: { ...standby, serving: 'standby' } }),
};

test('a stage without a standby has one stack, whose functions run', () => {
  const [only, ...others] = synth({ ...full, standby: undefined });
  expect(others).toEqual([]);
  expect(only && requestFunctions(only)).toMatchObject({ stopped: [] });
});

test.each([
  ['first', 7, 0],
  ['none', 0, 0],
  ['standby', 0, 7],
] as const)('serving %s, the functions of at most one region run', (serving, inFirst, inStandby) => {
  expect(templates[serving].map((template) => requestFunctions(template).running.length)).toEqual([
    inFirst,
    inStandby,
  ]);
  expect(templates[serving].map((template) => requestFunctions(template).stopped.length)).toEqual([
    7 - inFirst,
    7 - inStandby,
  ]);
});

test('moving from one region to the other changes only the limits of instances', () => {
  const withoutLimits = (template: Template | undefined) =>
    JSON.stringify(template?.toJSON()).replace(/"ReservedConcurrentExecutions":\d+,/g, '');
  for (const at of [0, 1]) {
    expect(withoutLimits(templates.standby[at])).toBe(withoutLimits(templates.first[at]));
    expect(withoutLimits(templates.none[at])).toBe(withoutLimits(templates.first[at]));
  }
});

describe('the two stacks', () => {
  const [first, second] = templates.first;
  if (!first || !second) throw new Error('The stage all-features has two stacks');

  test('share a table: the first owns it and its replica, with the same protection', () => {
    const replica = (Region: string, KMSMasterKeyId: unknown) => ({
      Region,
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { KMSMasterKeyId },
    });
    first.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      Replicas: [replica('eu-west-1', standby.tableKeyArn), replica('eu-central-1', Match.anyValue())],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TableName: Match.absent(),
    });
    second.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
    const [outputs] = [first.toJSON().Outputs];
    for (const { Properties } of Object.values(second.findResources('AWS::Lambda::Function'))) {
      const name = Properties.Environment?.Variables.TABLE_NAME;
      if (name === undefined) continue;
      const { StackName, Region, OutputName } = name['Fn::GetStackOutput'];
      expect({ StackName, Region }).toEqual({ StackName: 'Latchkeyall-features', Region: 'eu-central-1' });
      expect(outputs[OutputName].Value).toEqual(outputs.TableName.Value);
    }
  });

  test("sign, hash, derive codes and encrypt with the same keys: the standby has replicas of the first stack's keys", () => {
    const primaries = Object.entries(
      first.findResources('AWS::KMS::Key', { Properties: { MultiRegion: true } }),
    );
    const outputs = first.toJSON().Outputs;
    const replicated = Object.values(second.findResources('AWS::KMS::ReplicaKey')).map(
      ({ Properties }) =>
        outputs[Properties.PrimaryKeyArn['Fn::GetStackOutput'].OutputName].Value['Fn::GetAtt'][0],
    );
    expect(replicated.sort()).toEqual(primaries.map(([id]) => id).sort());
    expect(primaries.map(([, { Properties }]) => Properties.KeySpec).sort()).toEqual([
      'HMAC_256',
      'HMAC_256',
      'RSA_3072',
      'RSA_3072',
      'SYMMETRIC_DEFAULT',
    ]);
  });

  test('name the keys by their ids, which replicas share, so that a kid is the same in both', () => {
    const keysOf = (template: Template) =>
      Object.values(template.findResources('AWS::Lambda::Function')).flatMap(({ Properties }) => {
        const { SIGNING_KEY: signing, VERIFICATION_KEYS: accepted } = Properties.Environment?.Variables ?? {};
        return [signing, accepted].filter((value) => value !== undefined);
      });
    for (const template of [first, second]) {
      const names = JSON.stringify(keysOf(template));
      expect(names).toMatch(/"Ref":"SigningKeysSigningKeyA/);
      expect(names).not.toContain('Arn');
    }
  });

  test('issue tokens and serve the API under one domain name only', () => {
    for (const template of [first, second]) {
      for (const output of ['Issuer', 'ApiUrl']) {
        template.hasOutput(output, { Value: 'https://auth.example.com' });
      }
      template.hasResourceProperties('AWS::ApiGateway::DomainName', { DomainName: 'auth.example.com' });
      template.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
      template.resourceCountIs('AWS::Route53::RecordSet', 0);
    }
  });

  test('each watch the replication to the other', () => {
    for (const [template, to] of [
      [first, 'eu-west-1'],
      [second, 'eu-central-1'],
    ] as const) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Metrics: Match.arrayWith([
          Match.objectLike({
            MetricStat: Match.objectLike({
              Metric: Match.objectLike({
                MetricName: 'ReplicationLatency',
                Dimensions: Match.arrayWith([{ Name: 'ReceivingRegion', Value: to }]),
              }),
            }),
          }),
        ]),
        Threshold: 60_000,
      });
    }
  });
});

test('both stacks are pinned to the account of the stage', () => {
  const app = createApp();
  createAuthStack('all-features', { account: '111122223333' }, app);
  const stacks = app.node.children.filter(Stack.isStack);
  expect(stacks.map(({ account, region }) => [account, region])).toEqual([
    ['111122223333', 'eu-central-1'],
    ['111122223333', standby.region],
  ]);
});

test('every resource that can have tags has them, except the dashboard, also in the standby', () => {
  expect(full.tags).toEqual({ application: 'latchkey' });
  for (const template of templates.first) {
    for (const type of [
      'AWS::Lambda::Function',
      'AWS::IAM::Role',
      'AWS::Logs::LogGroup',
      'AWS::ApiGateway::Stage',
    ]) {
      template.allResourcesProperties(type, {
        Tags: Match.arrayWith([{ Key: 'application', Value: 'latchkey' }]),
      });
    }
    template.allResourcesProperties('AWS::CloudWatch::Dashboard', { Tags: Match.absent() });
  }
});
