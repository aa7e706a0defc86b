import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { SigningKey } from '../../../../lib/constructs/keys/signing-key';
import { createStack } from '../../../support/synth-stack';
import { account, primary, readKeyPolicy } from './key-policy';

test.each([
  [{}, 'RSA_3072'],
  [{ spec: 'RSA_2048' }, 'RSA_2048'],
] as const)('with %j it is a key that signs, of the spec %s', (props, spec) => {
  const stack = createStack();
  new SigningKey(stack, 'Key', { retainData: true, ...props });
  Template.fromStack(stack).hasResource('AWS::KMS::Key', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: { KeySpec: spec, KeyUsage: 'SIGN_VERIFY' },
  });
});

const RS256 = {
  StringEquals: { 'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256', 'kms:MessageType': 'DIGEST' },
};

test.each([
  ['grantSign', 'kms:Sign', { Condition: RS256 }],
  ['grantGetPublicKey', 'kms:GetPublicKey', {}],
] as const)('%s allows %s and nothing else', (method, action, condition) => {
  const stack = createStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const key = new SigningKey(stack, 'Key', { retainData: false });
  key[method](role);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [{ Action: action, Effect: 'Allow', Resource: stack.resolve(keyArn(stack)), ...condition }],
    },
  });
});

describe.each([
  ['a key', undefined],
  ['a replica', primary],
])('the policy of %s', (_, replicaOf) => {
  const stack = createStack();
  const role = iam.Role.fromRoleArn(stack, 'Role', `${account}:role/signer`);
  new SigningKey(stack, 'Key', { retainData: false, replicaOf }).denySignExcept([role]);
  const ask = readKeyPolicy(stack, replicaOf !== undefined);

  test('leaves signing by the listed role to IAM', () => {
    expect(ask('kms:Sign', `${account}:role/signer`)).toBe('allow');
  });

  test.each(['role/other', 'role/signer-2', 'user/admin', 'root'])('denies signing to %s', (name) => {
    expect(ask('kms:Sign', `${account}:${name}`)).toBe('explicit-deny');
  });

  test.each(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:GetPublicKey', 'kms:ReplicateKey'])(
    'leaves %s to the administrators of the account',
    (action) => {
      expect(ask(action, `${account}:role/admin`)).toBe('allow');
    },
  );
});

function keyArn(stack: ReturnType<typeof createStack>) {
  const [id] = Object.keys(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  return { 'Fn::GetAtt': [id, 'Arn'] };
}
