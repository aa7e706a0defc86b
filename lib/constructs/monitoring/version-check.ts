/** A function that checks one version of another function before the version receives requests. */
import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ServiceFunction } from '../functions/service-function';
import type { LogStorage } from '../logging/log-group';

/** The properties of a `VersionCheck`. */
export interface VersionCheckProps extends LogStorage {
  /** The only version that the check may invoke. */
  readonly version: lambda.IVersion;
}

/**
 * A hook for `BeforeAllowTraffic`. It sends the version `{"selfCheck": true}` and reports the result to CodeDeploy. The deployment group
 * that uses the hook grants it the permission to report.
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export class VersionCheck extends Construct {
  readonly function: lambda.IFunction;

  constructor(scope: Construct, id: string, props: VersionCheckProps) {
    super(scope, id);
    const { version } = props;
    const check = new ServiceFunction(this, 'Function', {
      logRetention: props.logRetention,
      retainData: props.retainData,
      logEncryptionKey: props.logEncryptionKey,
      entry: path.join(__dirname, '..', '..', '..', 'lambda', 'deployment-check', 'handler.ts'),
      description: 'Checks a new version before it receives requests',
      environment: { VERSION_ARN: version.functionArn },
      memorySize: 256,
      // the check is repeated for two minutes
      timeout: Duration.minutes(3),
    });
    iam.Grant.addToPrincipal({
      grantee: check,
      actions: ['lambda:InvokeFunction'],
      resourceArns: [version.functionArn],
    });
    this.function = check.function;
  }
}
