import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { FactorKey } from '../../../../lib/constructs/keys/factor-key';
import { evaluate } from '../../../../local/iam/evaluate';
import type { PolicyDocument } from '../../../../local/iam/policy';
import { createStack } from '../../../support/synth-stack';
import { account, primary, readKeyPolicy } from './key-policy';

test('is a symmetric multi-Region key that is rotated, and stays with the data', () => {
  const stack = createStack();
  new FactorKey(stack, 'Key', { retainData: true });
  Template.fromStack(stack).hasResource('AWS::KMS::Key', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      MultiRegion: true,
      EnableKeyRotation: true,
    },
  });
});

describe.each([
  ['a key', undefined],
  ['a replica', primary],
])('the policy of %s', (_, replicaOf) => {
  const stack = createStack();
  const role = (name: string) => iam.Role.fromRoleArn(stack, name, `${account}:role/${name}`);
  new FactorKey(stack, 'Key', { retainData: false, replicaOf }).denyUseExcept({
    encrypting: [role('factors')],
    decrypting: [role('auth')],
  });
  const ask = readKeyPolicy(stack, replicaOf !== undefined);

  test.each([
    ['leaves decryption to auth alone', 'kms:Decrypt', 'auth'],
    ['leaves re-encryption under other keys to auth alone', 'kms:ReEncryptFrom', 'auth'],
    ['leaves encryption to factors alone', 'kms:Encrypt', 'factors'],
    ['leaves re-encryption under this key to factors alone', 'kms:ReEncryptTo', 'factors'],
    ['leaves data keys to factors alone', 'kms:GenerateDataKey', 'factors'],
    ['leaves encrypted data keys to factors alone', 'kms:GenerateDataKeyWithoutPlaintext', 'factors'],
  ])('%s', (_what, action, owner) => {
    const all = ['role/auth', 'role/factors', 'role/admin', 'role/auth2', 'user/operator', 'root'];
    const allowed = all.filter((name) => ask(action, `${account}:${name}`) === 'allow');
    expect(allowed).toEqual([`role/${owner}`]);
    const denied = all.filter((name) => ask(action, `${account}:${name}`) === 'explicit-deny');
    expect(denied).toHaveLength(all.length - 1);
  });

  test('leaves the administration of the key to the account', () => {
    for (const action of ['kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']) {
      expect(ask(action, `${account}:role/admin`)).toBe('allow');
    }
  });
});

describe.each([
  ['kms:Encrypt', 'grantEncrypt'],
  ['kms:Decrypt', 'grantDecrypt'],
] as const)('the grant of %s', (action, grant) => {
  const stack = createStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  new FactorKey(stack, 'Key', { retainData: false })[grant](role);
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  const document: PolicyDocument = JSON.parse(
    JSON.stringify(policy?.Properties.PolicyDocument).replace(
      /\{"Fn::GetAtt".*?\]\}/g,
      `"${primary.keyArn}"`,
    ),
  );
  const ask = (encryptionContext: Readonly<Record<string, string>>, asked: string = action) =>
    evaluate([document], {
      action: asked,
      resource: primary.keyArn,
      context: {
        'kms:EncryptionAlgorithm': ['SYMMETRIC_DEFAULT'],
        'kms:EncryptionContextKeys': Object.keys(encryptionContext),
        ...Object.fromEntries(
          Object.entries(encryptionContext).map(([name, value]) => [
            `kms:EncryptionContext:${name}`,
            [value],
          ]),
        ),
      },
    }).decision;
  const context = { purpose: 'totp', sub: 'a', factor: 'b' };

  test('allows the context of a secret, and no other action', () => {
    expect(ask(context)).toBe('allow');
    for (const other of ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:GenerateDataKey']) {
      expect(ask(context, other)).toBe(other === action ? 'allow' : 'implicit-deny');
    }
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['no context', {}],
    ['another purpose', { ...context, purpose: 'passkey' }],
    ['no purpose', { sub: 'a', factor: 'b' }],
    ['no account', { purpose: 'totp', factor: 'b' }],
    ['no factor', { purpose: 'totp', sub: 'a' }],
    ['a further name', { ...context, more: 'c' }],
    ['a name in another case', { Purpose: 'totp', sub: 'a', factor: 'b' }],
  ])('refuses %s', (_, other) => {
    expect(ask(other)).toBe('implicit-deny');
  });
});
