/**
 * Pins the logical ids of resources with data, of addresses that clients know, and of the functions' roles. With another logical id,
 * CloudFormation would replace the resource, or leave it behind next to an empty one. If a construct moves, keep the old id with
 * `overrideLogicalId`; do not change the ids here.
 */
import type { Template } from 'aws-cdk-lib/assertions';
import { stageToCreate, synthStacks, synthStage } from './support/synth-stack';

const STATEFUL = [
  'AWS::DynamoDB::GlobalTable',
  'AWS::KMS::Key',
  'AWS::KMS::ReplicaKey',
  'AWS::Logs::LogGroup',
  'AWS::Backup::BackupVault',
];

/** The functions that serve requests. */
const SERVING = /^(Auth|Authorizer|Discovery|Factors|Foo|Mail|MailFeedback)Handler[0-9A-F]{8}$/;

/** The resource types that make up addresses. The API's id is part of its URL and of the issuer of tokens; DNS points to a domain name. */
const ADDRESSES = ['AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Stage', 'AWS::ApiGateway::DomainName'];

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly Role?: unknown };
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

function statefulOf(template: Template): [string, Resource][] {
  const resources: Record<string, Resource> = template.toJSON().Resources;
  // the firewall's log has a fixed name, so a log that outlived its stack would block the next one
  return Object.entries(resources).filter(
    ([id, { Type }]) => STATEFUL.includes(Type) && !id.startsWith('WebAclLogs'),
  );
}

const idsOf = (template: Template) =>
  statefulOf(template)
    .map(([id]) => id)
    .sort();

const full = statefulOf(synthStage('all-features', { standby: undefined, keyedHashKey: 'single-region' }));
const [first, standby] = synthStacks(stageToCreate('all-features'));
if (!first || !standby) throw new Error('The stage all-features has two stacks');

test('the logical ids of tables, keys and logs never change', () => {
  expect(full.map(([id]) => id).sort()).toEqual([
    'ApiAccessLogC46422A4',
    'AuthLogs940C0551',
    'AuthorizerLogsF64AA3CA',
    'BackupVaultADF21B19',
    'CanaryauthCheckFunctionLogs0B03540F',
    'CanaryauthorizerCheckFunctionLogs71966DE0',
    'CanarydiscoveryCheckFunctionLogs9972B5BF',
    'CanaryfactorsCheckFunctionLogs2C086C9F',
    'CanaryfooCheckFunctionLogsE51B9BFE',
    'CanarymailCheckFunctionLogs11BA4DF4',
    'CanarymailfeedbackCheckFunctionLogs2CAAED80',
    'DiscoveryLogs99DF3CE1',
    'FactorKey492B05EE',
    'FactorsLogs142BE043',
    'FooLogs7F827C76',
    'KeyedHashKey7F240660',
    'LogKey3EBDB3E8',
    'MailDeliveryKey69A1CB55',
    'MailFeedbackLogsF3D8351E',
    'MailLogs2BCB3657',
    'MonitoringKeyEventsLogs96A3FDE7',
    'PublicKeysFunctionLogs2B6E44C0',
    'SecurityEventsFunctionLogs0CC34D6D',
    'SigningKeysSigningKeyA88A1994D',
    'SigningKeysSigningKeyB7A6DBA9C',
    'Table7ABB320E',
    'TableKey25666F95',
  ]);
});

test.each([
  ['a stage', () => synthStage('all-features', { standby: undefined })],
  ['a stage with a standby', () => first],
  ['a standby', () => standby],
])('the logical ids of the addresses of %s never change', (_, synth) => {
  const resources: Record<string, Resource> = synth().toJSON().Resources;
  const addresses = Object.entries(resources).filter(([, { Type }]) => ADDRESSES.includes(Type));
  expect(addresses.map(([id]) => id).sort()).toEqual([
    'Api9AF3637B',
    'ApiDeploymentStageallfeaturesD432BA0A',
    'CustomDomain93E10152',
  ]);
});

test.each([
  ['a stage', () => synthStage('all-features', { standby: undefined })],
  ['a stage with a standby', () => first],
  ['a standby', () => standby],
])('the logical ids of the roles that the functions of %s run under never change', (_, synth) => {
  const resources: Record<string, Resource> = synth().toJSON().Resources;
  const functions = Object.entries(resources).filter(([id]) => SERVING.test(id));
  // with another id, the keys would deny signing to versions of auth that still run with the former role
  expect(functions.map(([, { Properties }]) => Properties?.Role)).toEqual(
    [
      'AuthorizerRoleAD33550F',
      'AuthRoleC0FBE42D',
      'FooRoleCA7A4820',
      'DiscoveryRole2C97B6E4',
      'MailRole09168325',
      'MailFeedbackRole7B0B645B',
      'FactorsRoleBB6D7912',
    ].map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
  );
});

test('the key of a stage with a standby hashes names, and the standby has its own', () => {
  const others = full.map(([id]) => id).filter((id) => !id.startsWith('KeyedHashKey'));
  expect(idsOf(first)).toEqual([...others, 'MultiRegionKeyedHashKey95C8A1BC'].sort());
  expect(idsOf(standby)).toEqual([
    'ApiAccessLogC46422A4',
    'AuthLogs940C0551',
    'AuthorizerLogsF64AA3CA',
    'DiscoveryLogs99DF3CE1',
    'FactorKey70FAE778',
    'FactorsLogs142BE043',
    'FooLogs7F827C76',
    'KeyedHashKeyEF6AC70D',
    'LogKey3EBDB3E8',
    'MailDeliveryKey67BBF375',
    'MailFeedbackLogsF3D8351E',
    'MailLogs2BCB3657',
    'MonitoringKeyEventsLogs96A3FDE7',
    'PublicKeysFunctionLogs2B6E44C0',
    'SecurityEventsFunctionLogs0CC34D6D',
    'SigningKeysSigningKeyAC1F6AB6B',
    'SigningKeysSigningKeyB3D982F1C',
  ]);
});

test('all of these resources survive the deletion of the stack, and a change that would replace them', () => {
  const all = [...full, ...statefulOf(first), ...statefulOf(standby)];
  for (const [, { DeletionPolicy, UpdateReplacePolicy }] of all) {
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  }
});

test('with alsoGrant both keys that hash names exist, and either may be in use', () => {
  for (const [keyedHashKey, other] of [
    ['single-region', 'multi-region'],
    ['multi-region', 'single-region'],
  ] as const) {
    const ids = idsOf(synthStage('dev', { keyedHashKey, alsoGrant: { keyedHashKey: other } }));
    expect(ids.filter((id) => id.includes('KeyedHashKey'))).toEqual([
      'KeyedHashKey7F240660',
      'MultiRegionKeyedHashKey95C8A1BC',
    ]);
  }
});

test('an existing table is not created again, and all other resources are kept', () => {
  const restored = synthStage('all-features', {
    standby: undefined,
    keyedHashKey: 'single-region',
    existingTable: { name: 'restored' },
  });
  const others = full.map(([id]) => id).filter((id) => !id.startsWith('Table'));
  expect(idsOf(restored)).toEqual(others.sort());
});
