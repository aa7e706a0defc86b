/** The REST API: resources, methods, validators, models and CORS, built from the route table. */
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type * as z from 'zod/mini';
import { isBasePath } from '../../../lambda/base-path';
import { ALLOWED_HEADERS, SECURITY_HEADERS } from '../../../lambda/http-conventions';
import { parseRouteKey } from '../../../lambda/route-patterns';
import type { Route } from '../../../lambda/routes';
import type { PrivateApiSettings } from '../../stages/operation-settings';
import type { PageSettings } from '../../stages/pages/page-settings';
import { toPascalCase } from '../../to-pascal-case';
import type { LogStorage } from '../logging/log-group';
import { AccessLog } from './access-log';
import { endpointProps } from './api-endpoint';
import { exampleOf, toBodyModel } from './body-model';
import { addGatewayResponses } from './gateway-responses';
import { acknowledgeStageRules } from './stage-nag-suppressions';
import { TRANSPORT_SECURITY } from './transport-security';

/** The properties of a `RestApi`. */
export interface RestApiProps extends LogStorage {
  /** The stage's name, which is the first segment of every path. */
  readonly stageName: string;
  /** Origins whose pages may call the API; `*` alone allows every origin. */
  readonly corsOrigins: readonly string[];
  /**
   * The path in front of every route, such as `/auth`: empty, or with a leading slash and without a trailing one.
   * @default '' - routes are at the root
   */
  readonly basePath?: string;
  /** The steady rate limit in requests per second. */
  readonly throttlingRateLimit: number;
  /** Requests that may come at once above the rate. */
  readonly throttlingBurstLimit: number;
  /**
   * Lower limits for single routes, by route key such as `POST /users`.
   * @default {} - the limits above apply to each route
   */
  readonly routeThrottles?: Readonly<Record<string, RouteThrottle>>;
  /**
   * Make the API reachable only through these VPC endpoints.
   * @default - the API is on the internet
   */
  readonly privateApi?: PrivateApiSettings | undefined;
  /**
   * Reject requests to API Gateway's own host name, so that clients must use a custom domain.
   * @default false
   */
  readonly customDomainOnly?: boolean;
  /**
   * Whether a web application firewall protects the stage.
   * @default false
   */
  readonly webAcl?: boolean;
  /**
   * Whether the authorizer names the reason of a denial in its context.
   * @default false - the only reason is a missing scope
   */
  readonly namesDenials?: boolean;
  /**
   * Settings of pages. If there are any, some routes are pages, whose bodies the functions compress.
   * @default - no route is a page
   */
  readonly pages?: PageSettings | undefined;
}

/** The limits of one route. */
export interface RouteThrottle {
  /** The steady rate limit in requests per second. */
  readonly rateLimit: number;
  /** Requests that may come at once above the rate. */
  readonly burstLimit: number;
}

/** The routes, and what serves them. */
export interface RouteBinding {
  /** The routes by key, such as `GET /foo/{id}`. */
  readonly routes: Readonly<Record<string, Route>>;
  /** The function of each service. */
  readonly services: Readonly<Partial<Record<Route['service'], lambda.IFunction>>>;
  /** The authorizer that checks the tokens of signed-in callers. */
  readonly authorizer: apigateway.IAuthorizer;
  /** The schemas of the bodies, by route. */
  readonly bodies: Readonly<Record<string, z.core.$ZodType>>;
}

/** The member of the API's `Metadata` from which a local run learns which setting allows origins. */
const ORIGINS_METADATA = { key: 'local:origins-setting', value: 'corsOrigins in lib/stages/stages.ts' };

/** A regional API whose own responses have the shape of the functions' responses. */
export class RestApi extends Construct {
  readonly api: apigateway.RestApi;
  readonly accessLog: logs.ILogGroup;
  private readonly corsOrigins: readonly string[];
  private readonly basePath: string;

  constructor(scope: Construct, id: string, props: RestApiProps) {
    super(scope, id);
    const { basePath = '' } = props;
    if (!isBasePath(basePath)) throw new Error(`basePath is '${basePath}': use '' or a path such as '/auth'`);
    this.basePath = basePath;
    this.corsOrigins = props.corsOrigins;
    const accessLog = new AccessLog(this, 'AccessLog', props);
    this.accessLog = accessLog.logGroup;
    this.api = new apigateway.RestApi(this, 'Resource', {
      // shown in the console; API names need not be unique
      restApiName: Stack.of(this).stackName,
      // the role is a setting of the whole account, not of one API
      cloudWatchRole: false,
      ...endpointProps(this, props.privateApi),
      // a compressed page is binary
      ...(props.pages && { binaryMediaTypes: ['text/html'] }),
      ...(props.customDomainOnly && { disableExecuteApiEndpoint: true }),
      deployOptions: {
        ...accessLog.stageOptions,
        stageName: props.stageName,
        throttlingRateLimit: props.throttlingRateLimit,
        throttlingBurstLimit: props.throttlingBurstLimit,
        methodOptions: toMethodOptions(props.routeThrottles ?? {}, basePath),
        tracingEnabled: true,
      },
    });
    // the construct has no properties for these settings
    const resource = this.api.node.defaultChild as apigateway.CfnRestApi;
    resource.securityPolicy = TRANSPORT_SECURITY.securityPolicy;
    resource.endpointAccessMode = TRANSPORT_SECURITY.endpointAccessMode;
    resource.addMetadata(ORIGINS_METADATA.key, ORIGINS_METADATA.value);
    // the stack adds its own outputs
    this.api.node.tryRemoveChild('Endpoint');
    addGatewayResponses(this.api, { ...props, pages: props.pages !== undefined });
    acknowledgeStageRules(this.api.deploymentStage, props);
  }

  /** Adds every route. Call it once, after the functions are created: their environment contains the API's id. */
  addRoutes(binding: RouteBinding): void {
    const { services } = binding;
    const validator = this.api.addRequestValidator('BodyValidator', {
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const methodsByPath = new Map<string, string[]>();
    for (const [key, route] of Object.entries(binding.routes)) {
      const { method, path } = parseRouteKey(key);
      const service = services[route.service];
      if (service === undefined)
        throw new Error(`services has no function for "${route.service}", which the route "${key}" needs`);
      const integration = new apigateway.LambdaIntegration(service, {
        // one permission for each function: a function's policy has room for about 60
        scopePermissionToMethod: false,
      });
      const added = this.resourceOf(path).addMethod(method, integration, {
        ...this.bodyOptions(key, binding, validator),
        ...authorizationOptions(route, binding),
      });
      acknowledgeAuthorization(added, route);
      // pages of other origins never call a page
      if (route.access === 'page') continue;
      methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), method]);
    }
    if (this.corsOrigins.length > 0) {
      for (const [path, methods] of methodsByPath) {
        this.addPreflight(path, methods);
      }
    }
  }

  private bodyOptions(
    key: string,
    { bodies }: RouteBinding,
    requestValidator: apigateway.IRequestValidator,
  ): apigateway.MethodOptions {
    const schema = bodies[key];
    if (schema === undefined) {
      return {};
    }
    const model = this.api.addModel(`${toId(key)}Body`, {
      contentType: 'application/json',
      schema: toBodyModel(schema),
    });
    // API Gateway restricts the keywords of a model, so the example is in the metadata
    (model.node.defaultChild as apigateway.CfnModel).addMetadata('example', exampleOf(schema));
    return { requestValidator, requestModels: { 'application/json': model } };
  }

  private resourceOf(path: string): apigateway.Resource {
    return this.api.root.resourceForPath(this.basePath + path);
  }

  private addPreflight(path: string, methods: readonly string[]): void {
    const preflight = this.resourceOf(path).addCorsPreflight({
      allowOrigins: [...this.corsOrigins],
      allowMethods: [...methods],
      allowHeaders: [...ALLOWED_HEADERS],
      maxAge: Duration.hours(1),
    });
    // by default API Gateway would read a body of another content type in place of the template, and return 500
    const method = preflight.node.defaultChild as apigateway.CfnMethod;
    method.addPropertyOverride('Integration.PassthroughBehavior', 'NEVER');
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      const parameter = `ResponseParameters.method\\.response\\.header\\.${name}`;
      method.addPropertyOverride(`Integration.IntegrationResponses.0.${parameter}`, `'${value}'`);
      method.addPropertyOverride(`MethodResponses.0.${parameter}`, true);
    }
  }
}

function toMethodOptions(
  throttles: Readonly<Record<string, RouteThrottle>>,
  basePath: string,
): Record<string, apigateway.MethodDeploymentOptions> {
  return Object.fromEntries(
    Object.entries(throttles).map(([key, { rateLimit, burstLimit }]) => {
      const { method, path } = parseRouteKey(key);
      return [
        `${basePath}${path}/${method}`,
        { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit },
      ];
    }),
  );
}

function acknowledgeAuthorization(method: apigateway.Method, route: Route): void {
  const rules = Validations.of(method);
  if (route.access !== 'signed-in') {
    rules.acknowledge({ id: 'AwsSolutions-APIG4', reason: reasonToBePublic(method, route) });
  }
  rules.acknowledge({
    id: 'AwsSolutions-COG4',
    reason: 'Accounts are stored in the table of this stack, not in Cognito.',
  });
}

function authorizationOptions(route: Route, { authorizer }: RouteBinding): apigateway.MethodOptions {
  return route.access !== 'signed-in'
    ? { authorizationType: apigateway.AuthorizationType.NONE }
    : { authorizationType: apigateway.AuthorizationType.CUSTOM, authorizer };
}

/** Returns the construct id of a route: `POST /sessions/create` becomes `PostSessionsCreate`. */
function toId(key: string): string {
  return toPascalCase(key.toLowerCase());
}

function reasonToBePublic({ resource }: apigateway.Method, { access, service }: Route): string {
  if (access === 'page') {
    return 'Browsers send no token with a page. The function checks its cookies and the origin of its forms.';
  }
  if (service === 'discovery') {
    return 'Public keys, metadata, the OpenAPI document and the pages of links are public: services, clients and browsers read them without a token.';
  }
  if (resource.path.includes('/password-resets')) {
    return 'A user who has forgotten the password has no valid access token.';
  }
  return 'A client that signs up, signs in or refreshes has no valid access token yet.';
}
