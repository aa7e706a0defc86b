/** The environment variables of a function: those of the template, and those that Lambda itself sets. */
import { devNull } from 'node:os';
import type { FunctionDefinition } from '../template/model';

/** The credentials with which a function signs its AWS calls. */
export interface FunctionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The options for its AWS calls. */
export interface EnvironmentOptions {
  readonly region: string;
  readonly credentials: FunctionCredentials;
  /** The local AWS endpoint, such as `http://127.0.0.1:41234`. */
  readonly endpoint: string;
}

/**
 * Returns the environment of a function. Variables of this process are not passed to it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function functionEnvironment(
  definition: FunctionDefinition,
  { region, credentials, endpoint }: EnvironmentOptions,
): Record<string, string> {
  return {
    // Of Lambda's variables here, this is the only one that a template can set.
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
    // The developer's own profile must not change the behavior of a function.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}
