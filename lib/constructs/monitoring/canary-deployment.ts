/** Gradual deployments of functions: checked before they start, and rolled back by alarms. */
import { Validations } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ServiceFunction } from '../functions/service-function';
import type { LogStorage } from '../logging/log-group';
import { VersionCheck } from './version-check';

/** The properties of a `CanaryDeployment`. */
export interface CanaryDeploymentProps extends LogStorage {
  /** The functions that are deployed gradually, by name; all must be versioned. */
  readonly functions: Readonly<Record<string, Pick<ServiceFunction, 'alias'>>>;
  /** Returns the alarms that roll back a deployment of a function. Callers must not be able to trigger them. */
  alarmsOf(name: string): readonly cloudwatch.IAlarm[];
}

/**
 * A version that passes its check receives a tenth of the requests for 10 minutes, then all of them. An alarm in these minutes returns
 * all requests to the previous version, and CloudFormation rolls back the whole update.
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
export class CanaryDeployment extends Construct {
  constructor(scope: Construct, id: string, props: CanaryDeploymentProps) {
    super(scope, id);
    const application = new codedeploy.LambdaApplication(this, 'Application');
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com'),
      managedPolicies: [
        iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSCodeDeployRoleForLambdaLimited'),
      ],
    });
    acknowledgeRules(role);
    for (const [name, { alias }] of Object.entries(props.functions)) {
      if (alias === undefined) throw new Error(`Function "${name}" has no versions: set versioned`);
      const check = new VersionCheck(this, `${name}Check`, {
        logRetention: props.logRetention,
        retainData: props.retainData,
        logEncryptionKey: props.logEncryptionKey,
        version: alias.version,
      });
      iam.Grant.addToPrincipal({
        grantee: role,
        actions: ['lambda:InvokeFunction'],
        resourceArns: [check.function.functionArn],
      });
      const group = new codedeploy.LambdaDeploymentGroup(this, name, {
        application,
        // the construct would allow the role to invoke every version of the check
        role: role.withoutPolicyUpdates(),
        alias,
        alarms: [...props.alarmsOf(name)],
        preHook: check.function,
        deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
        autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
      });
      // a reference in an update policy creates no dependency, and the permissions must exist first
      alias.node.addDependency(check, role, group);
    }
  }
}

function acknowledgeRules(role: iam.Role): void {
  Validations.of(role).acknowledge(
    {
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
      reason: 'The role of CodeDeploy has an AWS managed policy: the limited one for Lambda.',
    },
    {
      id: 'NIST.800.53.R5-IAMNoInlinePolicy',
      reason:
        'The policy is for this role only and is deleted with it. A managed policy could be attached to other roles.',
    },
  );
}
