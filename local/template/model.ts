/**
 * The content of a synthesized assembly with every intrinsic resolved for this machine. The rest of the local
 * run reads this model.
 */
import type { PolicyDocument } from '../iam/policy';
import type { LambdaAuthorizer } from './authorizer-definition';
import type { EventRule } from './events/event-rule';
import type { KeyDefinition } from './key-definition';
import type { MailResources } from './mail/mail-resources';
import type { EventSource } from './queues/event-source';
import type { QueueDefinition } from './queues/queue-definition';
import type { TableDefinition } from './table-definition';
import type { MethodThrottle, UsagePlan } from './usage-definition';

/** All parts of an assembly that can be run locally. */
export interface LocalApp {
  readonly region: string;
  readonly accountId: string;
  /** One entry for each stage of each API. */
  readonly apis: readonly RestApi[];
  readonly functions: readonly FunctionDefinition[];
  readonly tables: readonly TableDefinition[];
  readonly keys: readonly KeyDefinition[];
  /** The identities and configuration sets of SES. @default - the app sends no mail */
  readonly mail?: MailResources;
  /** The rules that events of SES can match. @default - none */
  readonly eventRules?: readonly EventRule[];
  /** @default - none */
  readonly queues?: readonly QueueDefinition[];
  /** What reads queues and invokes functions. @default - none */
  readonly eventSources?: readonly EventSource[];
  /** The custom resources whose attributes a served resource uses. @default - none */
  readonly customResources?: readonly CustomResource[];
  /**
   * The functions' variables that contain placeholders, one sentence each, for warnings at start.
   * @default - none
   */
  readonly standIns?: readonly string[];
  /** The resources of the assembly that are not run, for the list at start. */
  readonly notRun: readonly NotRun[];
  /**
   * Reasons why AWS would reject the deployment, one sentence each, for warnings at start.
   * @default - none are known
   */
  readonly exceededLimits?: readonly string[];
}

/** A resource that is not run, with the reason. */
export interface NotRun {
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
}

/** A custom resource, which a function of the app creates. */
export interface CustomResource {
  /** Unique in the app. */
  readonly key: string;
  readonly stackName: string;
  /** Its logical id in its stack. */
  readonly name: string;
  /** Such as `Custom::Lookup`. */
  readonly type: string;
  /** The resolved properties, including `ServiceToken`. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly provider: FunctionDefinition;
  /**
   * `to-url`: the function sends its response to the event's `ResponseURL`; `by-return`: it returns its response
   * to the CDK's provider framework, which sends it.
   */
  readonly answers: 'to-url' | 'by-return';
  /** The keys of the custom resources whose attributes it, or its function, uses. */
  readonly dependsOn: readonly string[];
}

/** A Lambda function (`AWS::Lambda::Function`). */
export interface FunctionDefinition {
  readonly logicalId: string;
  /** The physical name, as in `AWS_LAMBDA_FUNCTION_NAME`. */
  readonly name: string;
  readonly arn: string;
  /** The absolute path of the asset's folder. */
  readonly codePath: string;
  /** Such as `index.handler`. */
  readonly handler: string;
  /**
   * The esbuild options that build the asset, from `local:esbuild` in the resource's metadata. Paths are
   * relative to the project.
   * @default - the options are unknown
   */
  readonly esbuild?: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Values that replace variables of `environment` if throttling is disabled, from `local:no-throttle` in the
   * resource's metadata: `{ "environment": { … } }`.
   * @default - the function does not throttle, or does not declare how to disable it
   */
  readonly unthrottledEnvironment?: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Every policy of the function's role: inline, attached, and known managed ones. */
  readonly rolePolicies: readonly PolicyDocument[];
  /** The ARN of the role, for key policies that name it. */
  readonly roleArn: string;
  /** Whether it has layers, which are not run. @default false */
  readonly hasLayers?: boolean;
  /** The permissions to invoke it (`AWS::Lambda::Permission`). */
  readonly permissions: readonly InvokePermission[];
}

/** One `AWS::Lambda::Permission`. */
export interface InvokePermission {
  readonly principal: string;
  readonly action: string;
  readonly sourceArn?: string;
}

/** A REST API in one of its stages. */
export interface RestApi {
  readonly logicalId: string;
  readonly id: string;
  readonly name: string;
  readonly stage: Stage;
  readonly methods: readonly ApiMethod[];
  readonly authorizers: readonly LambdaAuthorizer[];
  readonly validators: readonly RequestValidator[];
  readonly models: readonly Model[];
  readonly gatewayResponses: readonly GatewayResponse[];
  readonly binaryMediaTypes: readonly string[];
  /** The resource policy. */
  readonly policy?: PolicyDocument;
  /** The source of a caller's API key. @default 'HEADER' */
  readonly apiKeySource?: 'HEADER' | 'AUTHORIZER';
  /** The usage plans that include the stage. @default - none */
  readonly usagePlans?: readonly UsagePlan[];
  /**
   * The setting for origins whose pages may call the API, such as `corsOrigins in lib/stages.ts`. It comes
   * from `local:origins-setting` in the resource's metadata.
   * @default - the setting is unknown
   */
  readonly originsSetting?: string;
}

/** A stage of an API. */
export interface Stage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly deploymentId: string;
  /** Limits of its methods, for all callers together. @default - none */
  readonly throttles?: readonly MethodThrottle[];
}

/** One method of one resource. */
export interface ApiMethod {
  readonly logicalId: string;
  readonly resourceId: string;
  /** The full path of the resource, such as `/foo/{id}`. */
  readonly resourcePath: string;
  /** The verb, or `ANY`. */
  readonly httpMethod: string;
  readonly authorizationType: string;
  /** The logical id of the authorizer. */
  readonly authorizerId?: string;
  readonly apiKeyRequired: boolean;
  /** The logical id of the validator. */
  readonly requestValidatorId?: string;
  /** Such as `{'method.request.querystring.limit': true}`. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Model names by content type. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly integration: Integration;
  /** Response parameters that the method declares, by status code. */
  readonly methodResponses: readonly {
    readonly statusCode: string;
    readonly responseParameters: readonly string[];
  }[];
}

/** The integration of a method. */
export type Integration =
  | LambdaProxyIntegration
  | LambdaCustomIntegration
  | MockIntegration
  | UnsupportedIntegration;

/** `AWS_PROXY` to a function. */
export interface LambdaProxyIntegration {
  readonly kind: 'lambda-proxy';
  readonly functionArn: string;
  readonly timeoutMs: number;
}

/** The templates of integrations without proxy, for requests and responses. */
export interface MappedIntegration {
  /** The behavior for a request whose content type has no template. */
  readonly passthrough: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly responses: readonly IntegrationResponse[];
}

/** `AWS` to a function. */
export interface LambdaCustomIntegration extends MappedIntegration {
  readonly kind: 'lambda-custom';
  /** Such as `{'integration.request.header.X-Amz-Invocation-Type': "'Event'"}`. */
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly functionArn: string;
  readonly timeoutMs: number;
}

/** `MOCK`, which CORS preflights use. */
export interface MockIntegration extends MappedIntegration {
  readonly kind: 'mock';
}

/** One response of an integration. */
export interface IntegrationResponse {
  readonly statusCode: string;
  /**
   * A Java regular expression for the status, or for the error message of a function. The response without
   * one is the default.
   */
  readonly selectionPattern?: string;
  /** Such as `{'method.response.header.Vary': "'Origin'"}`. */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** An integration that is not run. Its routes respond with 501. */
export interface UnsupportedIntegration {
  readonly kind: 'unsupported';
  readonly reason: string;
}

/** A request validator. */
export interface RequestValidator {
  readonly logicalId: string;
  readonly validateBody: boolean;
  readonly validateParameters: boolean;
}

/** A model: JSON Schema draft-04. */
export interface Model {
  readonly name: string;
  readonly contentType: string;
  readonly schema: unknown;
  /** An example body for display, from `example` in the resource's metadata. @default - no example */
  readonly example?: unknown;
}

/** A customized gateway response. */
export interface GatewayResponse {
  /** Such as `UNAUTHORIZED` or `DEFAULT_4XX`. */
  readonly type: string;
  readonly statusCode?: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}
