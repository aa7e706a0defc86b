import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { KeyedHashKey } from '../../../../lib/constructs/keys/keyed-hash-key';
import { createStack } from '../../../support/synth-stack';

test('is an HMAC key whose grantee may only hash', () => {
  const stack = createStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  new KeyedHashKey(stack, 'Key', { retainData: false }).grantGenerateMac(role);
  const template = Template.fromStack(stack);
  template.hasResource('AWS::KMS::Key', {
    DeletionPolicy: 'Delete',
    Properties: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Action: 'kms:GenerateMac',
          Condition: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
        }),
      ],
    },
  });
});
