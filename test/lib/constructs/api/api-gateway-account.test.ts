import { Match, Template } from 'aws-cdk-lib/assertions';
import { ApiGatewayAccount } from '../../../../lib/constructs/api/api-gateway-account';
import { createStack } from '../../../support/synth-stack';

test('sets a role for logs that outlives the stack', () => {
  const stack = createStack();
  new ApiGatewayAccount(stack, 'Account');
  const template = Template.fromStack(stack);
  template.hasResource('AWS::ApiGateway::Account', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { CloudWatchRoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Role'), 'Arn'] } },
  });
  template.hasResource('AWS::IAM::Role', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: Match.objectLike({
      ManagedPolicyArns: [
        {
          'Fn::Join': [
            '',
            Match.arrayWith([':iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs']),
          ],
        },
      ],
    }),
  });
});
