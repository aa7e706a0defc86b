/** Gradual changes of functions, taken back by alarms. */
import { Validations } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ServiceFunction } from '../functions/service-function';

/** What a CanaryDeployment is made with. */
export interface CanaryDeploymentProps {
  /** The functions that change gradually, by name; all of them versioned. */
  readonly functions: Readonly<Record<string, Pick<ServiceFunction, 'alias'>>>;
  /** Each of them takes a change back. Callers must not be able to set one off. */
  readonly alarms: readonly cloudwatch.IAlarm[];
}

/**
 * A tenth of the requests go to a new version for 10 minutes, then all of them. An alarm in between sends all of them to the
 * version before, and CloudFormation takes the whole update back.
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
export class CanaryDeployment extends Construct {
  constructor(scope: Construct, id: string, props: CanaryDeploymentProps) {
    super(scope, id);
    const application = new codedeploy.LambdaApplication(this, 'Application');
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com'),
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
      reason: 'CodeDeploy demands its own policy, the limited one of those that it offers.',
    });
    for (const [name, { alias }] of Object.entries(props.functions)) {
      if (alias === undefined) throw new Error(`functions must be versioned; ${name} is not`);
      new codedeploy.LambdaDeploymentGroup(this, name, {
        application,
        role,
        alias,
        alarms: [...props.alarms],
        deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
        autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
      });
    }
  }
}
