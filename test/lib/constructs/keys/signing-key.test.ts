import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { SigningKey } from '../../../../lib/constructs/keys/signing-key';
import { createStack } from '../../../support/synth-stack';

test('is an RSA key of 3072 bits that signs', () => {
  const stack = createStack();
  new SigningKey(stack, 'Key', { retainData: true });
  Template.fromStack(stack).hasResource('AWS::KMS::Key', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: { KeySpec: 'RSA_3072', KeyUsage: 'SIGN_VERIFY' },
  });
});

test.each([
  ['grantSign', 'kms:Sign'],
  ['grantGetPublicKey', 'kms:GetPublicKey'],
] as const)('%s allows %s and nothing else', (method, action) => {
  const stack = createStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const key = new SigningKey(stack, 'Key', { retainData: false });
  key[method](role);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [{ Action: action, Effect: 'Allow', Resource: stack.resolve(keyArn(stack)) }],
    },
  });
});

function keyArn(stack: ReturnType<typeof createStack>) {
  const [id] = Object.keys(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  return { 'Fn::GetAtt': [id, 'Arn'] };
}
