/** The environment variables that a function starts with: the template's, and those that Lambda itself sets. */
import { devNull } from 'node:os';
import type { FunctionDefinition } from '../template/model';

/** What a function signs its AWS calls with. */
export interface FunctionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Where its AWS calls go. */
export interface EnvironmentOptions {
  readonly region: string;
  readonly credentials: FunctionCredentials;
  /** The local AWS endpoint, such as `http://127.0.0.1:41234`. */
  readonly endpoint: string;
}

/**
 * Nothing of this process's own environment reaches a function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function functionEnvironment(
  definition: FunctionDefinition,
  { region, credentials, endpoint }: EnvironmentOptions,
): Record<string, string> {
  return {
    // the one of Lambda's variables here that a template may set
    TZ: ':UTC',
    ...definition.environment,
    _HANDLER: definition.handler,
    LAMBDA_TASK_ROOT: definition.codePath,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    // the developer's own profile must not change what a function does
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}
