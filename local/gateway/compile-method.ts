/** Compiles a method at start: its authorizer, its validation and its integration. */
import type { Invoke } from '../functions/invoke';
import type {
  ApiMethod,
  FunctionDefinition,
  LambdaCustomIntegration,
  LambdaProxyIntegration,
  RestApi,
} from '../template/model';
import type { RunAuthorizer } from './authorizer/authorizer';
import { GatewayFault } from './http/gateway-fault';
import type { BinaryCheck } from './http/media-types';
import { compileInvokePermission } from './integrations/invoke-permission';
import { compileLambdaCustom } from './integrations/lambda-custom-integration';
import { type AnswerLambda, createLambdaIntegration } from './integrations/lambda-integration';
import { compileMock } from './integrations/mock-integration';
import type { MappingScope } from './mapping/mapping-scope';
import type { PlainReply } from './responses/gateway-responses';
import type { BodyCheckCompiler } from './validation/validate-body';
import { compileParameterCheck } from './validation/validate-parameters';

/** The inputs for compiling a method. */
export interface MethodCompilation {
  readonly api: RestApi;
  /** Such as `arn:aws:execute-api:eu-west-1:123456789012:a1b2c3`. */
  readonly apiArn: string;
  readonly authorizers: ReadonlyMap<string, RunAuthorizer>;
  readonly functions: readonly FunctionDefinition[];
  readonly compileBodyCheck: BodyCheckCompiler;
  readonly isBinary: BinaryCheck;
  readonly invoke: Invoke;
}

/** A method that is ready to answer requests. */
export interface CompiledMethod {
  readonly method: ApiMethod;
  /** Such as `GET /foo/{id}`. */
  readonly route: string;
  /** Undefined if the method requires no authorization. */
  readonly authorize: RunAuthorizer | undefined;
  /** Validates the parameters, then the body. */
  readonly validate: (scope: MappingScope) => void;
  /**
   * Runs the integration. If it invokes a function, the callback receives the request id of the invocation.
   */
  readonly answer: AnswerLambda;
}

function compileValidation(method: ApiMethod, { api, compileBodyCheck }: MethodCompilation) {
  const validator = api.validators.find(({ logicalId }) => logicalId === method.requestValidatorId);
  const checkParameters = validator?.validateParameters && compileParameterCheck(method.requestParameters);
  const checkBody = validator?.validateBody && compileBodyCheck(method.requestModels);
  return ({ request, pathParameters }: MappingScope) => {
    if (checkParameters) checkParameters(request, pathParameters);
    if (checkBody) checkBody(request);
  };
}

function compileFunctionCall(
  method: ApiMethod,
  integration: LambdaProxyIntegration | LambdaCustomIntegration,
  { functions, invoke, isBinary }: MethodCompilation,
): AnswerLambda {
  if (integration.kind === 'lambda-proxy') {
    return createLambdaIntegration(integration, method.resourcePath, invoke, isBinary);
  }
  const fn = functions.find(({ arn }) => arn === integration.functionArn);
  return compileLambdaCustom(integration, method, fn?.timeoutSeconds ?? 0, invoke);
}

function compileIntegration(method: ApiMethod, compilation: MethodCompilation): CompiledMethod['answer'] {
  const { integration, resourcePath } = method;
  const { api, apiArn } = compilation;
  if (integration.kind === 'unsupported') return async () => refuse(integration.reason);
  if (integration.kind === 'mock') {
    const answer = compileMock(integration, method);
    return async (scope) => answer(scope);
  }
  const answer = compileFunctionCall(method, integration, compilation);
  const fn = compilation.functions.find(({ arn }) => arn === integration.functionArn);
  const mayInvoke = compileInvokePermission(fn);
  // A permission can contain the path with its parameters or with asterisks instead. The path of the template
  // matches both.
  const permitted = new Map(
    ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'].map((verb) => [
      verb,
      mayInvoke(`${apiArn}/${api.stage.name}/${verb}${resourcePath}`),
    ]),
  );
  return async (scope, onRequestId) => {
    if (permitted.get(scope.request.method) === true) return answer(scope, onRequestId);
    throw new GatewayFault(
      'API_CONFIGURATION_ERROR',
      'the function lacks an AWS::Lambda::Permission for the route',
    );
  };
}

function refuse(reason: string): PlainReply {
  const message = `Not run locally: ${reason}`;
  return {
    status: 501,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/**
 * Compiles a method.
 * @throws Error with the reason, when a part of the method cannot be served
 */
export function compileMethod(method: ApiMethod, compilation: MethodCompilation): CompiledMethod {
  const authorizer =
    method.authorizationType === 'NONE' ? undefined : compilation.authorizers.get(method.authorizerId ?? '');
  const supported = method.integration.kind !== 'unsupported';
  // Never serve a method without the authorizer that it requires.
  if (supported && method.authorizationType !== 'NONE' && authorizer === undefined) {
    throw new Error('its authorizer cannot be run');
  }
  return {
    method,
    route: `${method.httpMethod} ${method.resourcePath}`,
    authorize: supported ? authorizer : undefined,
    validate: supported ? compileValidation(method, compilation) : () => {},
    answer: compileIntegration(method, compilation),
  };
}
