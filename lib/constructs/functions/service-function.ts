/** A Lambda function of the API, with its own role and log group. */
import * as path from 'node:path';
import { CfnResource, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as nodejs from 'aws-cdk-lib/aws-lambda-nodejs';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundlingOptions } from '../../bundling/bundling-options';
import { assetOptions, esbuildOptions, type OnDemand, PROJECT_ROOT } from '../../bundling/esbuild-options';
import type { LogLevel } from '../../stages/operation-settings';
import { asInterface } from '../as-interface';
import { createLogGroup, type LogStorage } from '../logging/log-group';

/** The properties of a `ServiceFunction`. */
export interface ServiceFunctionProps extends LogStorage {
  /** Path of the source file that exports `handler`. */
  readonly entry: string;
  /** The function's purpose, as the console shows it. */
  readonly description: string;
  /** Environment variables. */
  readonly environment: Record<string, string>;
  /**
   * Memory in MB, which also determines the share of CPU.
   * @default 512
   */
  readonly memorySize?: number;
  /**
   * The maximum duration of one invocation.
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;
  /**
   * Whether the function handles passwords, so that its asset includes argon2, bcryptjs and the list of common passwords.
   * @default false
   */
  readonly takesPasswords?: boolean;
  /**
   * Source files that are built next to the bundle, by name: `{ factors: 'lambda/auth/factors.ts' }` makes `factors.js`. The handler
   * requires the file at its first use, so other requests do not load it. Each file contains its own copy of what it imports.
   * @default {} - everything is in the bundle
   */
  readonly onDemand?: OnDemand;
  /**
   * Environment variables that lift the function's throttles in a local run with `--no-throttle`. On AWS they have no effect.
   * @default - the function has no throttles
   */
  readonly unthrottledEnvironment?: Readonly<Record<string, string>>;
  /**
   * Texts to write into files next to the bundle, by file name.
   * @default {} - none
   */
  readonly files?: Readonly<Record<string, string>>;
  /**
   * The lowest level of log lines to keep.
   * @default 'INFO'
   */
  readonly logLevel?: LogLevel;
  /**
   * Log a line for every invocation, with its duration and the duration of a cold start.
   * @default false
   */
  readonly logInvocations?: boolean;
  /**
   * Publish a version with every change, and let callers invoke the alias `live`. A deployment can move the alias gradually, and an
   * operator can move it back. Former versions are kept until the function is deleted.
   * @default false - callers invoke the function itself
   */
  readonly versioned?: boolean;
  /**
   * The maximum number of instances, reserved for this function. With 0 the function is stopped, and every call fails.
   * @default - it shares the account's instances
   */
  readonly reservedConcurrency?: number | undefined;
  /**
   * The number of instances that are kept ready. Setting it makes the function versioned.
   * @default - instances start on demand
   */
  readonly provisionedConcurrency?: number | undefined;
}

/** The alias of a versioned function. */
export const LIVE = 'live';

/**
 * The member of a function's `Metadata` with its build options for esbuild. Paths are relative to the project. A local run builds an
 * identical bundle from them.
 */
export const ESBUILD_METADATA = 'local:esbuild';

/** The member of a function's `Metadata` with the environment that lifts its throttles in a local run. */
export const NO_THROTTLE_METADATA = 'local:no-throttle';

/** A function on Node.js 24 and ARM64. Its role allows only its logs, its traces and what is granted to it. */
export class ServiceFunction extends Construct implements iam.IGrantable {
  /** The target of callers: the alias of a versioned function, or the function itself. */
  readonly function: lambda.IFunction;
  /** The function itself, whose metrics count all its versions. */
  readonly handler: lambda.IFunction;
  /** The alias of a versioned function; undefined for other functions. */
  readonly alias: lambda.Alias | undefined;
  readonly logGroup: logs.ILogGroup;
  readonly grantPrincipal: iam.IPrincipal;
  /** The role, which no other function shares. */
  readonly role: iam.IRole;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { files = {}, onDemand = {} } = props;
    checkOnDemand(onDemand);
    const architecture = lambda.Architecture.ARM_64;
    const takesPasswords = props.takesPasswords ?? false;
    const esbuild = esbuildOptions({ entry: props.entry, takesPasswords });
    const logGroup = createLogGroup(this, 'Logs', props);
    // the function's default role could write to every log group of the account
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.grantPrincipal = role;
    this.role = role;
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
      applicationLogLevelV2: lambda.ApplicationLogLevel[props.logLevel ?? 'INFO'],
      // Lambda reports invocations at INFO
      systemLogLevelV2: props.logInvocations ? lambda.SystemLogLevel.INFO : lambda.SystemLogLevel.WARN,
      tracing: lambda.Tracing.ACTIVE,
      ...(props.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
      // the SDK in use has keep-alive on by default
      awsSdkConnectionReuse: false,
      depsLockFilePath: path.join(PROJECT_ROOT, 'package-lock.json'),
      projectRoot: PROJECT_ROOT,
      bundling: bundlingOptions({ esbuild, architecture, takesPasswords, onDemand, files }),
      // by default CloudFormation deletes the version that an alias could be moved back to. A failed deployment's version is deleted,
      // because Lambda would not publish the same code again
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
    });
    const { defaultChild } = handler.node;
    if (defaultChild instanceof CfnResource) {
      defaultChild.addMetadata(ESBUILD_METADATA, assetOptions(esbuild, onDemand));
      const { unthrottledEnvironment: environment } = props;
      if (environment) defaultChild.addMetadata(NO_THROTTLE_METADATA, { environment });
    }
    this.logGroup = logGroup;
    this.handler = handler;
    this.alias = addAlias(handler, props);
    this.function = asInterface<lambda.IFunction>(this.alias ?? handler);
    acknowledgeRules(role, handler, props);
  }
}

function checkOnDemand(onDemand: OnDemand): void {
  const wrong = Object.keys(onDemand).find((name) => !/^[a-z][a-z0-9-]*$/.test(name) || name === 'index');
  if (wrong === undefined) return;
  throw new Error(
    `onDemand contains "${wrong}": use kebab-case names other than "index", which is the bundle`,
  );
}

function addAlias(
  handler: lambda.Function,
  { versioned, provisionedConcurrency }: ServiceFunctionProps,
): lambda.Alias | undefined {
  if (!versioned && provisionedConcurrency === undefined) return undefined;
  return handler.addAlias(LIVE, {
    ...(provisionedConcurrency !== undefined && {
      provisionedConcurrentExecutions: provisionedConcurrency,
    }),
  });
}

function acknowledgeRules(
  role: iam.Role,
  handler: lambda.Function,
  { reservedConcurrency }: ServiceFunctionProps,
): void {
  Validations.of(role).acknowledge(
    {
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords do not support resource-level permissions.',
    },
    {
      id: 'NIST.800.53.R5-IAMNoInlinePolicy',
      reason:
        'The policy is for this role only and is deleted with it. A managed policy could be attached to other roles.',
    },
  );
  Validations.of(handler).acknowledge(
    {
      id: 'NIST.800.53.R5-LambdaDLQ',
      reason:
        'Its callers wait for the response, or the events that they send are also in a log or in a queue with dead letters.',
    },
    {
      id: 'NIST.800.53.R5-LambdaInsideVPC',
      reason:
        'The function calls only AWS APIs, over TLS and with its role. In a VPC it would need endpoints for them.',
    },
  );
  if (!reservedConcurrency) {
    Validations.of(handler).acknowledge({
      id: 'NIST.800.53.R5-LambdaConcurrency',
      reason:
        reservedConcurrency === 0
          ? 'Reserved concurrency of 0 stops the function. The rule does not recognize 0 as a limit.'
          : 'A new AWS account cannot reserve concurrency. The throttles of the API limit instances, and a stage can reserve some.',
    });
  }
}
