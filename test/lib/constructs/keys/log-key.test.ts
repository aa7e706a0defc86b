import { Match } from 'aws-cdk-lib/assertions';
import { synthStage } from '../../../support/synth-stack';

const template = synthStage('all-features');
const [logKey] = Object.keys(
  template.findResources('AWS::KMS::Key', { Properties: { Description: 'Encrypts the logs' } }),
);

test('encrypts every log of a stage with customer managed keys', () => {
  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: { 'Fn::GetAtt': [logKey, 'Arn'] } });
});

test('serves CloudWatch Logs for the logs of this account and region only', () => {
  template.hasResourceProperties('AWS::KMS::Key', {
    Description: 'Encrypts the logs',
    EnableKeyRotation: true,
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Principal: { Service: Match.anyValue() },
          Condition: {
            ArnLike: {
              'kms:EncryptionContext:aws:logs:arn': {
                'Fn::Join': ['', ['arn:aws:logs:eu-central-1:', { Ref: 'AWS::AccountId' }, ':log-group:*']],
              },
            },
          },
        }),
      ]),
    },
  });
});

test('does not exist if AWS encrypts the logs', () => {
  synthStage('dev').allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.absent() });
});
