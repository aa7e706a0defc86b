/** A Lambda function of the API, with a role and a log group of its own. */
import * as path from 'node:path';
import { CfnResource, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as nodejs from 'aws-cdk-lib/aws-lambda-nodejs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundlingOptions } from '../bundling/bundling-options';
import { esbuildOptions, PROJECT_ROOT } from '../bundling/esbuild-options';

/** What a ServiceFunction is made with. */
export interface ServiceFunctionProps {
  /** Path of the source file that exports `handler`. */
  readonly entry: string;
  /** What the function is for, as the console shows it. */
  readonly description: string;
  /** Environment variables. */
  readonly environment: Record<string, string>;
  /** How long its logs are kept. */
  readonly logRetention: logs.RetentionDays;
  /** Keep the logs when the stack is deleted. */
  readonly retainData: boolean;
  /**
   * Memory in MB, which also decides the share of CPU.
   * @default 512
   */
  readonly memorySize?: number;
  /**
   * How long one invocation may take.
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;
  /**
   * Whether the function hashes passwords, so that argon2 is shipped beside its bundle.
   * @default false
   */
  readonly withArgon2?: boolean;
}

/**
 * The member of a function's `Metadata` that holds its build in esbuild's own words, with paths relative to the project:
 * from it a local run builds the very same bundle.
 */
export const ESBUILD_METADATA = 'local:esbuild';

/** A function on Node.js 24 and ARM64 whose role allows its logs and traces, and whatever is granted to it. */
export class ServiceFunction extends Construct implements iam.IGrantable {
  readonly function: lambda.IFunction;
  readonly grantPrincipal: iam.IPrincipal;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const architecture = lambda.Architecture.ARM_64;
    const withArgon2 = props.withArgon2 ?? false;
    const esbuild = esbuildOptions({ entry: props.entry, withArgon2 });
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: props.retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
    // the function's default role could write to every log group of the account
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.grantPrincipal = role;
    const handler = new nodejs.NodejsFunction(this, 'Handler', {
      entry: props.entry,
      handler: 'handler',
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture,
      memorySize: props.memorySize ?? 512,
      timeout: props.timeout ?? Duration.seconds(10),
      environment: props.environment,
      role,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
      tracing: lambda.Tracing.ACTIVE,
      // keep-alive is the default of the SDK in use
      awsSdkConnectionReuse: false,
      depsLockFilePath: path.join(PROJECT_ROOT, 'package-lock.json'),
      projectRoot: PROJECT_ROOT,
      bundling: bundlingOptions({ esbuild, architecture, withArgon2 }),
    });
    const { defaultChild } = handler.node;
    if (defaultChild instanceof CfnResource) defaultChild.addMetadata(ESBUILD_METADATA, esbuild);
    this.function = handler;
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources.',
    });
  }
}
