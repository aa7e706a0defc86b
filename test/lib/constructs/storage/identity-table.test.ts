import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  IdentityTable,
  type IdentityTableProps,
  type KeyPrefixGrant,
} from '../../../../lib/constructs/storage/identity-table';
import { createApp, createStack } from '../../../support/synth-stack';

const principal = () => new iam.ServicePrincipal('lambda.amazonaws.com');

function synth(props: IdentityTableProps, grant?: KeyPrefixGrant, stack = createStack()): Template {
  const table = new IdentityTable(stack, 'Table', props);
  if (grant) table.grantKeyPrefixes(new iam.Role(stack, 'Role', { assumedBy: principal() }), grant);
  return Template.fromStack(stack);
}

test('is on demand, with keys pk and sk, recovery and expiry', () => {
  synth({ retainData: false }).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    Replicas: [Match.objectLike({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } })],
    TableName: Match.absent(),
  });
});

test.each([
  [true, 'RetainExceptOnCreate'],
  [false, 'Delete'],
])('with retainData %p it has the deletion policy %s', (retainData, policy) => {
  synth({ retainData }).hasResource('AWS::DynamoDB::GlobalTable', {
    DeletionPolicy: policy,
    Properties: { Replicas: [Match.objectLike({ DeletionProtectionEnabled: retainData })] },
  });
});

test('a grant applies only to the prefixes, and not to requests without a key', () => {
  const template = synth(
    { retainData: false },
    { actions: ['dynamodb:GetItem', 'dynamodb:Query'], prefixes: ['FOO#', 'BAR#'] },
  );
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Action: ['dynamodb:GetItem', 'dynamodb:Query'],
          Effect: 'Allow',
          Resource: Match.anyValue(),
          Condition: {
            'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['FOO#*', 'BAR#*'] },
            Null: { 'dynamodb:LeadingKeys': 'false' },
          },
        },
      ],
    },
  });
});

test('a grant of attributes applies to reads that name them', () => {
  const template = synth(
    { retainData: false },
    { actions: ['dynamodb:GetItem'], prefixes: ['FOO#'], attributes: ['pk', 'sk', 'name'] },
  );
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Condition: Match.objectLike({
            'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'name'] },
            StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
            Null: { 'dynamodb:LeadingKeys': 'false' },
          }),
        }),
      ],
    },
  });
});

test.each(['dynamodb:Scan', 'dynamodb:PartiQLSelect', 'dynamodb:*', '*'])(
  'rejects a grant of %s',
  (action) => {
    expect(() => synth({ retainData: false }, { actions: [action], prefixes: ['FOO#'] })).toThrow(
      `actions contains ${action}: use only actions that a condition on the partition key can restrict`,
    );
  },
);

test('rejects a grant without prefixes', () => {
  expect(() => synth({ retainData: false }, { actions: ['dynamodb:GetItem'], prefixes: [] })).toThrow(
    'prefixes is empty: name at least one prefix',
  );
});

test('a customer managed key is rotated, and can be used only through DynamoDB', () => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1' } });
  const template = synth(
    { retainData: true, customerManagedKey: true },
    { actions: ['dynamodb:GetItem'], prefixes: ['FOO#'] },
    stack,
  );
  template.hasResource('AWS::KMS::Key', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: Match.objectLike({ EnableKeyRotation: true }),
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'kms:Decrypt',
          Condition: {
            StringEquals: {
              'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.eu-central-1.', { Ref: 'AWS::URLSuffix' }]] },
            },
          },
        }),
      ]),
    },
  });
});

test('a replica in another region is protected like the table, under a key of that region', () => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1' } });
  const encryptionKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/a';
  const replica = { region: 'eu-west-1', encryptionKeyArn };
  synth({ retainData: true, customerManagedKey: true, replica }, undefined, stack).hasResourceProperties(
    'AWS::DynamoDB::GlobalTable',
    {
      Replicas: Match.arrayWith([
        {
          Region: 'eu-west-1',
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { KMSMasterKeyId: encryptionKeyArn },
        },
      ]),
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  );
});

test('a replica of a table with an AWS managed key has one too', () => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1' } });
  synth({ retainData: false, replica: { region: 'eu-west-1' } }, undefined, stack).hasResourceProperties(
    'AWS::DynamoDB::GlobalTable',
    {
      Replicas: Match.arrayWith([
        Match.objectLike({ Region: 'eu-west-1', SSESpecification: Match.absent() }),
      ]),
    },
  );
});

test('a stack of another region reads the name that CloudFormation chose, and no physical name is set', () => {
  const app = createApp();
  const at = (region: string) => new Stack(app, region, { env: { region } });
  const owner = at('eu-central-1');
  const elsewhere = at('eu-west-1');
  new CfnOutput(elsewhere, 'Name', {
    value: new IdentityTable(owner, 'Table', { retainData: false }).givenName,
  });
  Template.fromStack(owner).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    TableName: Match.absent(),
  });
  const existing = new IdentityTable(owner, 'Existing', {
    retainData: false,
    existingTable: { name: 'restored' },
  });
  expect(existing.givenName).toBe('restored');
});

test('an existing table gets the same grants, and no table is created', () => {
  const encryptionKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/a';
  const template = synth(
    { retainData: true, existingTable: { name: 'restored', encryptionKeyArn } },
    { actions: ['dynamodb:GetItem'], prefixes: ['FOO#'] },
  );
  template.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
  template.resourceCountIs('AWS::KMS::Key', 0);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Action: 'dynamodb:GetItem',
          Resource: { 'Fn::Join': ['', Match.arrayWith([':table/restored'])] },
          Condition: Match.objectLike({ Null: { 'dynamodb:LeadingKeys': 'false' } }),
        }),
        Match.objectLike({ Action: 'kms:Decrypt', Resource: encryptionKeyArn }),
      ],
    },
  });
});
