/** A Lambda function of the API, with a role and a log group of its own. */
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

/** What a ServiceFunction is made with. */
export interface ServiceFunctionProps extends LogStorage {
  /** Path of the source file that exports `handler`. */
  readonly entry: string;
  /** What the function is for, as the console shows it. */
  readonly description: string;
  /** Environment variables. */
  readonly environment: Record<string, string>;
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
   * Whether the function takes passwords, so that argon2 and the list of common ones are shipped beside its bundle.
   * @default false
   */
  readonly takesPasswords?: boolean;
  /**
   * Source files that are built beside the bundle, by name: `{ factors: 'lambda/auth/factors.ts' }` makes `factors.js`, which the
   * handler requires at its first use, so that no other request pays for it. Each holds its own copy of what it imports.
   * @default {} - everything is in the bundle
   */
  readonly onDemand?: OnDemand;
  /**
   * Environment variables that lift the throttles of the function, for a local run with `--no-throttle`. On AWS they have no effect.
   * @default - the function throttles nothing
   */
  readonly unthrottledEnvironment?: Readonly<Record<string, string>>;
  /**
   * Texts that lie beside the bundle, by file name.
   * @default {} - none
   */
  readonly files?: Readonly<Record<string, string>>;
  /**
   * The least level of its lines that are kept.
   * @default 'INFO'
   */
  readonly logLevel?: LogLevel;
  /**
   * Log a line for every invocation, with its duration and that of a cold start.
   * @default false
   */
  readonly logInvocations?: boolean;
  /**
   * Publish a version with every change and have callers invoke the alias `live`, which a deployment can move gradually and an
   * operator back. Former versions are kept until the function is deleted.
   * @default false - callers invoke the function itself
   */
  readonly versioned?: boolean;
  /**
   * The most instances, which other functions of the account can't take either; with 0 it is stopped, and every call fails.
   * @default - it shares the account's instances
   */
  readonly reservedConcurrency?: number | undefined;
  /**
   * Instances that are kept ready; makes the function versioned.
   * @default - instances start on demand
   */
  readonly provisionedConcurrency?: number | undefined;
}

/** The alias of a versioned function. */
export const LIVE = 'live';

/**
 * The member of a function's `Metadata` that holds its build in esbuild's own words, with paths relative to the project:
 * from it a local run builds the very same bundle.
 */
export const ESBUILD_METADATA = 'local:esbuild';

/** The member of a function's `Metadata` that says how a local run lifts the function's own throttles. */
export const NO_THROTTLE_METADATA = 'local:no-throttle';

/** A function on Node.js 24 and ARM64 whose role allows its logs and traces, and whatever is granted to it. */
export class ServiceFunction extends Construct implements iam.IGrantable {
  /** What callers invoke: the alias of a versioned function, or the function itself. */
  readonly function: lambda.IFunction;
  /** The function itself, whose metrics count all its versions. */
  readonly handler: lambda.IFunction;
  /** The alias of a versioned function; undefined of others. */
  readonly alias: lambda.Alias | undefined;
  readonly logGroup: logs.ILogGroup;
  readonly grantPrincipal: iam.IPrincipal;
  /** The role of this function alone. */
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
      // an invocation is reported at INFO
      systemLogLevelV2: props.logInvocations ? lambda.SystemLogLevel.INFO : lambda.SystemLogLevel.WARN,
      tracing: lambda.Tracing.ACTIVE,
      ...(props.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
      // keep-alive is the default of the SDK in use
      awsSdkConnectionReuse: false,
      depsLockFilePath: path.join(PROJECT_ROOT, 'package-lock.json'),
      projectRoot: PROJECT_ROOT,
      bundling: bundlingOptions({ esbuild, architecture, takesPasswords, onDemand, files }),
      // by default CloudFormation deletes the version that an alias could be moved back to. One of a deploy that fails goes: Lambda
      // would not publish the same code again
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
    `onDemand must name files in kebab-case and none "index", which is the bundle; it names "${wrong}"`,
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
      reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources.',
    },
    {
      id: 'NIST.800.53.R5-IAMNoInlinePolicy',
      reason:
        'The policy belongs to this one role and goes with it; a managed one could be attached elsewhere.',
    },
  );
  Validations.of(handler).acknowledge(
    {
      id: 'NIST.800.53.R5-LambdaDLQ',
      reason: 'Its callers wait for the response, or store in a log what they sent.',
    },
    {
      id: 'NIST.800.53.R5-LambdaInsideVPC',
      reason:
        'It reaches only APIs of AWS, over TLS and under its role; in a VPC it would need endpoints for them.',
    },
  );
  if (!reservedConcurrency) {
    Validations.of(handler).acknowledge({
      id: 'NIST.800.53.R5-LambdaConcurrency',
      reason:
        reservedConcurrency === 0
          ? 'A limit of 0 stops it, which the rule does not recognize as a limit.'
          : 'New accounts may reserve no instances; the throttles of the API bound them, and a stage may reserve.',
    });
  }
}
