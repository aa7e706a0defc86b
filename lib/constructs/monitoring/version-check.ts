/** A function that tries one version of another before the version gets requests. */
import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ServiceFunction } from '../functions/service-function';
import type { LogStorage } from '../logging/log-group';

/** What a VersionCheck is made with. */
export interface VersionCheckProps extends LogStorage {
  /** The version that it may invoke; it has no right to any other. */
  readonly version: lambda.IVersion;
}

/**
 * A hook for `BeforeAllowTraffic`. It sends the version `{"selfCheck": true}` and reports to CodeDeploy, which grants it that right when
 * it becomes the hook of a deployment group.
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
      description: 'Checks a new version before it gets requests',
      environment: { VERSION_ARN: version.functionArn },
      memorySize: 256,
      // it repeats the check for two minutes
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
