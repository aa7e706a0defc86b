/** What a synthesized assembly says, with every intrinsic resolved for this machine: what the rest of the local run reads. */
import type { PolicyDocument } from '../iam/policy';
import type { LambdaAuthorizer } from './authorizer-definition';
import type { KeyDefinition } from './key-definition';

/** Everything of an assembly that can run here. */
export interface LocalApp {
  readonly region: string;
  readonly accountId: string;
  /** Each API as often as it has stages. */
  readonly apis: readonly RestApi[];
  readonly functions: readonly FunctionDefinition[];
  readonly tables: readonly TableDefinition[];
  readonly keys: readonly KeyDefinition[];
  /** Those whose attributes something that is served reads. @default - there are none */
  readonly customResources?: readonly CustomResource[];
  /** Variables of functions that hold stand-ins, a sentence each, for warnings at start. @default - there are none */
  readonly standIns?: readonly string[];
  /** What stands in the assembly and is not run, for the list that is printed at start. */
  readonly notRun: readonly NotRun[];
  /** What would keep AWS from deploying it, a sentence each, for warnings at start. @default - nothing is known */
  readonly exceededLimits?: readonly string[];
}

/** A resource that is not run, and why. */
export interface NotRun {
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
}

/** A custom resource, which a function of the app makes. */
export interface CustomResource {
  /** Unique in the app. */
  readonly key: string;
  readonly stackName: string;
  /** Its logical id in its stack. */
  readonly name: string;
  /** Such as `Custom::Lookup`. */
  readonly type: string;
  /** The resolved properties, `ServiceToken` among them. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly provider: FunctionDefinition;
  /** `to-url`: the function sends its answer to the event's `ResponseURL`; `by-return`: the CDK's provider framework does. */
  readonly answers: 'to-url' | 'by-return';
  /** The keys of those whose attributes it, or its function, reads. */
  readonly dependsOn: readonly string[];
}

/** A Lambda function (`AWS::Lambda::Function`). */
export interface FunctionDefinition {
  readonly logicalId: string;
  /** The physical name, as `AWS_LAMBDA_FUNCTION_NAME` has it. */
  readonly name: string;
  readonly arn: string;
  /** The asset's folder, absolute. */
  readonly codePath: string;
  /** Such as `index.handler`. */
  readonly handler: string;
  /**
   * How esbuild builds the asset, from the member `local:esbuild` of the resource's metadata: esbuild's own options,
   * paths relative to the project.
   * @default - nobody has told
   */
  readonly esbuild?: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string>>;
  /**
   * What takes the place of variables of `environment` when nothing is to be throttled, from the member `local:no-throttle` of the
   * resource's metadata: `{ "environment": { … } }`.
   * @default - the function throttles nothing, or does not say how to lift it
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
  /** Who may invoke it (`AWS::Lambda::Permission`). */
  readonly permissions: readonly InvokePermission[];
}

/** One `AWS::Lambda::Permission`. */
export interface InvokePermission {
  readonly principal: string;
  readonly action: string;
  readonly sourceArn?: string;
}

/** A DynamoDB table (`AWS::DynamoDB::Table` or `AWS::DynamoDB::GlobalTable`). */
export interface TableDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly attributeDefinitions: readonly { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
  readonly keySchema: readonly { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];
  /** In the shape of CreateTable's parameter of that name. */
  readonly globalSecondaryIndexes: readonly Record<string, unknown>[];
  readonly localSecondaryIndexes: readonly Record<string, unknown>[];
  readonly ttlAttribute?: string;
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
  /** Where a caller's API key comes from. @default 'HEADER' */
  readonly apiKeySource?: 'HEADER' | 'AUTHORIZER';
  /** The usage plans that hold the stage. @default - none */
  readonly usagePlans?: readonly UsagePlan[];
  /**
   * Where the developer writes the origins whose pages may call, such as `corsOrigins in lib/stages.ts`, from the member
   * `local:origins-setting` of the resource's metadata. @default - it is not known
   */
  readonly originsSetting?: string;
}

/** How many requests a token bucket lets pass. */
export interface ThrottleLimits {
  /** Tokens a second; infinite where there is no limit. */
  readonly ratePerSecond: number;
  /** The bucket's size. */
  readonly burst: number;
}

/** The limits of methods. */
export interface MethodThrottle extends ThrottleLimits {
  /** Such as `/pets/{id}`; `*` for all. */
  readonly resourcePath: string;
  /** The verb; `*` for all. */
  readonly httpMethod: string;
}

/** A usage plan, as far as it concerns one stage of an API. */
export interface UsagePlan {
  readonly logicalId: string;
  readonly keys: readonly ApiKey[];
  /** For each key. */
  readonly throttle?: ThrottleLimits;
  /** For each key and method. */
  readonly methodThrottles: readonly MethodThrottle[];
  readonly quota?: UsageQuota;
}

/** An API key that may be used. */
export interface ApiKey {
  readonly id: string;
  /** The secret that callers send. */
  readonly value: string;
}

/** How many requests a key may make in a period. */
export interface UsageQuota {
  readonly limit: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
  /** Requests by which the first period is shorter. */
  readonly offset: number;
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
  /** The resource's full path, such as `/foo/{id}`. */
  readonly resourcePath: string;
  /** The verb, or `ANY`. */
  readonly httpMethod: string;
  readonly authorizationType: string;
  /** The authorizer's logical id. */
  readonly authorizerId?: string;
  readonly apiKeyRequired: boolean;
  /** The validator's logical id. */
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

/** What answers a method. */
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

/** What integrations have that are no proxies: templates for the way there and back. */
export interface MappedIntegration {
  /** What happens to a request for whose content type there is no template. */
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

/** `MOCK`, as CORS preflights use it. */
export interface MockIntegration extends MappedIntegration {
  readonly kind: 'mock';
}

/** What an integration answers in one case. */
export interface IntegrationResponse {
  readonly statusCode: string;
  /** A Java regular expression over the status, or over the message of a function's error; the response without one is the default. */
  readonly selectionPattern?: string;
  /** Such as `{'method.response.header.Vary': "'Origin'"}`. */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** An integration that is not run; its routes answer 501. */
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
  /** A body to show people, from the member `example` of the resource's metadata. @default - none is known */
  readonly example?: unknown;
}

/** A customised gateway response. */
export interface GatewayResponse {
  /** Such as `UNAUTHORIZED` or `DEFAULT_4XX`. */
  readonly type: string;
  readonly statusCode?: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}
