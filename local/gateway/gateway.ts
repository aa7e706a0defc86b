/** The gateway: one REST API as a pure function from request to reply. */
import type { Invoke } from '../functions/invoke';
import type { Evaluation } from '../iam/evaluate';
import type { FunctionDefinition, RestApi } from '../template/model';
import { partitionOf } from '../template/resolve/partition';
import type { ApiKey } from '../template/usage-definition';
import type { AuthorizerTrace } from './authorizer/authorizer-trace';
import { compileApi } from './compile-api';
import type { CompiledMethod } from './compile-method';
import { GatewayFault } from './http/gateway-fault';
import type { GatewayReply, GatewayRequest, RequestHandler } from './http/messages';
import { type ParsedRequest, parseRequest } from './http/parse-request';
import { checkMethodArn, checkSize } from './http/request-limits';
import { buildRequestContext } from './integrations/request-context';
import type { MappingScope } from './mapping/mapping-scope';
import { compileResourcePolicy } from './resource-policy';
import { compileGatewayResponses, type PlainReply } from './responses/gateway-responses';
import type { RouteMatch } from './routing/router';
import { faultOfUnknownRoute, isUnknownRoute } from './routing/unknown-route';
import { compileUsage } from './usage/usage';
import { createUsageCounters, type UsageCounters } from './usage/usage-counters';

/** The dependencies of a gateway. */
export interface GatewayDependencies {
  readonly invoke: Invoke;
  /** The functions of the app. Their permissions decide which of them the API can invoke. */
  readonly functions: readonly FunctionDefinition[];
  readonly region: string;
  readonly accountId: string;
  /** Whether the throttles of the stage and of its usage plans are enforced. @default true */
  readonly throttle?: boolean;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
  /** The counters of usage plans, shared with the other stages. @default - counters of this stage only */
  readonly counters?: UsageCounters;
}

/** What is known about a request while it is processed. */
interface Progress extends AuthorizerTrace {
  /** Undefined until the route is found. */
  scope?: MappingScope;
  key?: ApiKey | undefined;
  route?: string;
  /** The decision of the API's resource policy, if it has one. */
  byResourcePolicy?: Evaluation | undefined;
  /** Whether the method requires neither authorization nor an API key. */
  isOpen?: boolean;
  /** Whether the request reached an integration that invokes a function. */
  traced?: boolean;
  functionRequestId?: string;
  reason?: string;
}

function withCaller(scope: MappingScope, { caller, key }: Progress): MappingScope {
  if (caller === undefined && key === undefined) return scope;
  const identity = { ...(scope.context.identity as object), apiKey: key?.value, apiKeyId: key?.id };
  const context = {
    ...scope.context,
    ...(key !== undefined && { identity }),
    ...(caller !== undefined && { authorizer: caller }),
  };
  return { ...scope, context };
}

/**
 * Creates the gateway of an API. The steps are: parse, route, resource policy, authorizer, API key, throttle,
 * validation, integration. A failed step is answered with a gateway response.
 * @throws AssemblyError with every part of the API that cannot be served
 */
export function createGateway(api: RestApi, deps: GatewayDependencies): RequestHandler {
  const { region, accountId, throttle = true, now = Date.now, counters = createUsageCounters(now) } = deps;
  const apiArn = `arn:${partitionOf(region)}:execute-api:${region}:${accountId}:${api.id}`;
  const findRoute = compileApi(api, { ...deps, apiArn, now });
  const answerFault = compileGatewayResponses(api);
  const admit = compileUsage(api, { throttle, now, counters });
  const judge = api.policy === undefined ? undefined : compileResourcePolicy(api.policy, apiArn);

  function scopeOf(request: ParsedRequest, match: RouteMatch<CompiledMethod> | undefined): MappingScope {
    const { resourceId, resourcePath } = match?.target.method ?? {};
    const base = { api, accountId, ...(match && { resourceId, resourcePath }) } as const;
    return {
      request,
      pathParameters: match?.pathParameters ?? {},
      stageVariables: api.stage.variables,
      context: buildRequestContext(base, request),
    };
  }

  /**
   * @throws GatewayFault ACCESS_DENIED when the resource policy or the authorizer after it denies the request
   */
  async function authorize(target: CompiledMethod, routeScope: MappingScope, progress: Progress) {
    const { authorize: run, method } = target;
    const { request } = routeScope;
    const methodArn = `${apiArn}/${api.stage.name}/${request.method}/${request.path.slice(1)}`;
    checkMethodArn(methodArn);
    const byResourcePolicy = judge?.(request, methodArn);
    progress.byResourcePolicy = byResourcePolicy;
    const decision = byResourcePolicy?.decision ?? 'allow';
    // With an authorizer, its allow is enough. Without one, the resource policy itself must allow the
    // request.
    if (decision === 'explicit-deny' || (decision === 'implicit-deny' && run === undefined)) {
      const manner = decision === 'explicit-deny' ? ' with an explicit deny' : '';
      const masked = methodArn.replace(accountId, `********${accountId.slice(-4)}`);
      const text = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${masked}${manner}`;
      throw new GatewayFault('ACCESS_DENIED', `the resource policy: ${decision}`, text);
    }
    progress.isOpen = method.authorizationType === 'NONE' && !method.apiKeyRequired;
    try {
      await run?.(routeScope, methodArn, progress);
    } catch (error) {
      if (error instanceof GatewayFault) throw error;
      const reason = `the gateway failed to run the authorizer: ${(error as Error).name}`;
      throw new GatewayFault('AUTHORIZER_FAILURE', reason);
    }
  }

  async function answer(request: ParsedRequest, progress: Progress): Promise<PlainReply> {
    try {
      checkSize(request);
      const match = findRoute(request.method, request.path);
      if (match === undefined) throw faultOfUnknownRoute(request);
      progress.route = match.target.route;
      const { integration } = match.target.method;
      if (integration.kind === 'unsupported') progress.reason = `not run: ${integration.reason}`;
      const routeScope = scopeOf(request, match);
      progress.scope = routeScope;
      await authorize(match.target, routeScope, progress);
      if (integration.kind !== 'unsupported') {
        progress.key = admit(match.target.method, request, progress.usageIdentifierKey);
      }
      const scope = withCaller(routeScope, progress);
      match.target.validate(scope);
      progress.traced = 'functionArn' in integration;
      return await match.target.answer(scope, (requestId) => {
        progress.functionRequestId = requestId;
      });
    } catch (error) {
      const fault =
        error instanceof GatewayFault
          ? error
          : new GatewayFault('INTEGRATION_FAILURE', `the gateway failed: ${(error as Error).name}`);
      progress.reason = isUnknownRoute(fault)
        ? `${fault.reason} (gateway response ${fault.responseType})`
        : `${fault.responseType}: ${fault.reason}`;
      return answerFault(fault, withCaller(progress.scope ?? scopeOf(request, undefined), progress));
    }
  }

  return {
    async handle(raw: GatewayRequest): Promise<GatewayReply> {
      const started = now();
      const request = parseRequest(raw, started);
      const progress: Progress = {};
      const { status, headers, body } = await answer(request, progress);
      const { route, traced, authorizer, authorizerRequestId, functionRequestId } = progress;
      const { evaluation, byResourcePolicy, isOpen, reason } = progress;
      return {
        status,
        headers: [
          ['x-amzn-RequestId', request.requestId],
          ['x-amz-apigw-id', request.extendedRequestId],
          ...(traced ? [['X-Amzn-Trace-Id', request.traceId] as const] : []),
          ...headers,
        ],
        body,
        trace: {
          requestId: request.requestId,
          method: request.method,
          path: request.path,
          status,
          milliseconds: now() - started,
          ...(route !== undefined && { route }),
          ...(authorizer !== undefined && { authorizer }),
          ...(authorizerRequestId !== undefined && { authorizerRequestId }),
          ...(functionRequestId !== undefined && { functionRequestId }),
          ...(evaluation !== undefined && { evaluation }),
          ...(byResourcePolicy !== undefined && { byResourcePolicy }),
          ...(isOpen && { isOpen }),
          ...(reason !== undefined && { reason }),
        },
      };
    },
  };
}
