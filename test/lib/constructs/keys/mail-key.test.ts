import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { MailKey } from '../../../../lib/constructs/keys/mail-key';
import { createStack } from '../../../support/synth-stack';
import { account, primary, readKeyPolicy } from './key-policy';

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
  const ask = readKeyPolicy(stack, replicaOf !== undefined);

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
