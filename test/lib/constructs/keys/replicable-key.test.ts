import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { createReplicableKey, type KeyLife } from '../../../../lib/constructs/keys/replicable-key';
import { createStack } from '../../../support/synth-stack';

const purpose = {
  description: 'Signs',
  keySpec: kms.KeySpec.RSA_3072,
  keyUsage: kms.KeyUsage.SIGN_VERIFY,
};
const primary = { keyId: 'mrk-a', keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/mrk-a' };

function synth(life: KeyLife) {
  const stack = createStack();
  const { keyId, keyArn } = createReplicableKey(new Construct(stack, 'Key'), purpose, life);
  return { template: Template.fromStack(stack), names: stack.resolve({ keyId, keyArn }) };
}

test('is a single-Region key by default', () => {
  synth({ retainData: false }).template.hasResource('AWS::KMS::Key', {
    DeletionPolicy: 'Delete',
    Properties: { KeySpec: 'RSA_3072', KeyUsage: 'SIGN_VERIFY', MultiRegion: Match.absent() },
  });
  synth({ retainData: false, multiRegion: true }).template.hasResourceProperties('AWS::KMS::Key', {
    MultiRegion: true,
  });
});

test("a replica has the primary key's material and retention, and IAM controls its use", () => {
  const { template, names } = synth({ retainData: true, replicaOf: primary });
  template.resourceCountIs('AWS::KMS::Key', 0);
  template.hasResource('AWS::KMS::ReplicaKey', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      PrimaryKeyArn: primary.keyArn,
      PendingWindowInDays: 7,
      KeyPolicy: { Statement: [Match.objectLike({ Effect: 'Allow', Action: 'kms:*' })] },
    },
  });
  const [id] = Object.keys(template.findResources('AWS::KMS::ReplicaKey'));
  expect(names).toEqual({ keyId: { Ref: id }, keyArn: { 'Fn::GetAtt': [id, 'Arn'] } });
});
