/** The account-wide setting that lets API Gateway write access logs. */
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** The properties of an `ApiGatewayAccount`. */
export interface ApiGatewayAccountProps {
  /** An API of the stack: API Gateway rejects the setting in an account that has never had an API. */
  readonly restApi: apigateway.RestApi;
}

const LOG_WRITER = 'service-role/AmazonAPIGatewayPushToCloudWatchLogs';

/**
 * The role with which API Gateway writes logs, for all APIs of the account in this region. It is retained when the stack is deleted,
 * because APIs of other stacks may use it by then.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-account.html
 */
export class ApiGatewayAccount extends Construct {
  constructor(scope: Construct, id: string, { restApi }: ApiGatewayAccountProps) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(LOG_WRITER)],
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${LOG_WRITER}]`,
      reason: 'API Gateway requires the permissions of this policy. APIs of other stacks use the role too.',
    });
    const account = new apigateway.CfnAccount(this, 'Resource', { cloudWatchRoleArn: role.roleArn });
    const resource = restApi.node.defaultChild as apigateway.CfnRestApi;
    account.node.addDependency(resource);
    account.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
