import { Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { ApiGatewayAccount } from '../../../../lib/constructs/api/api-gateway-account';
import { createStack } from '../../../support/synth-stack';

test('sets a role for logs that outlives the stack, after the API is created', () => {
  const stack = createStack();
  const restApi = new apigateway.RestApi(stack, 'Api', { deploy: false });
  restApi.root.addMethod('GET');
  new ApiGatewayAccount(stack, 'Account', { restApi });
  const template = Template.fromStack(stack);
  template.hasResource('AWS::ApiGateway::Account', {
    DeletionPolicy: 'RetainExceptOnCreate',
    DependsOn: Object.keys(template.findResources('AWS::ApiGateway::RestApi')),
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
