import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { MailKey } from '../../../../lib/constructs/keys/mail-key';
import { evaluate } from '../../../../local/iam/evaluate';
import { createStack } from '../../../support/synth-stack';

const account = 'arn:aws:iam::111122223333';
const primary = { keyId: 'mrk-a', keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/mrk-a' };

test('is a multi-Region HMAC key, which stays with the data', () => {
  const stack = createStack();
  new MailKey(stack, 'Key', { retainData: true });
  Template.fromStack(stack).hasResource('AWS::KMS::Key', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC', MultiRegion: true },
  });
});

describe.each([
  ['a key', undefined],
  ['a replica', primary],
])('the policy of %s', (_, replicaOf) => {
  const stack = createStack();
  const roles = ['auth', 'mail'].map((name) => iam.Role.fromRoleArn(stack, name, `${account}:role/${name}`));
  new MailKey(stack, 'Key', { retainData: false, replicaOf }).denyMacExcept(roles);
  const [key] = Object.values(
    Template.fromStack(stack).findResources(replicaOf ? 'AWS::KMS::ReplicaKey' : 'AWS::KMS::Key'),
  );
  // only the deployment knows the account
  const policy = JSON.parse(
    JSON.stringify(key?.Properties.KeyPolicy).replace(/\{"Fn::Join".*?:root"\]\]\}/g, `"${account}:root"`),
  );
  const ask = (action: string, principal: string) =>
    evaluate([policy], {
      action,
      resource: primary.keyArn,
      context: { 'aws:PrincipalArn': [principal] },
      principal,
    }).decision;

  test.each(['kms:GenerateMac', 'kms:VerifyMac'])(
    'allows %s to both roles, and denies it to others',
    (action) => {
      for (const name of ['auth', 'mail']) expect(ask(action, `${account}:role/${name}`)).toBe('allow');
      for (const other of ['role/admin', 'role/auth2', 'user/operator', 'root']) {
        expect(ask(action, `${account}:${other}`)).toBe('explicit-deny');
      }
    },
  );

  test('leaves the administration of the key to the account', () => {
    expect(ask('kms:DescribeKey', `${account}:role/admin`)).toBe('allow');
  });
});
