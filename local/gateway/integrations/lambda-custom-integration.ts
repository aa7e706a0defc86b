/**
 * Answers Lambda integrations without proxy, which API Gateway calls custom. Templates produce the function's
 * event, and the response from its result.
 */
import type { Invoke, InvokeResult } from '../../functions/invoke';
import type { ApiMethod, LambdaCustomIntegration } from '../../template/model';
import { GatewayFault } from '../http/gateway-fault';
import { createOverrides, type MappingOverrides } from '../mapping/mapping-overrides';
import { compileParameter } from '../mapping/mapping-parameter';
import type { MappingScope } from '../mapping/mapping-scope';
import { compileIntegrationRequest } from './integration-request';
import { compileIntegrationResponse, type IntegrationAnswer } from './integration-response';
import { invokeInTime } from './invoke-in-time';
import { type AnswerLambda, integrationTimeout } from './lambda-integration';

function parseEvent(payload: string): unknown {
  try {
    return JSON.parse(payload.trim() || '{}');
  } catch {
    throw new GatewayFault(
      'BAD_REQUEST_BODY',
      'the result of the integration request is not JSON',
      'Could not parse request body into json',
    );
  }
}

/**
 * Returns the body and the selector for a result. The message of an error selects the integration response; a success has an
 * empty selector.
 */
function describeResult(
  result: InvokeResult,
  scope: MappingScope,
  timeoutSeconds: number,
): IntegrationAnswer {
  if (result.kind === 'returned') return { selector: '', body: result.payload };
  const { errorType, errorMessage } =
    result.kind === 'failed'
      ? result
      : {
          errorType: 'Sandbox.Timedout',
          errorMessage: `RequestId: ${scope.request.requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
        };
  return { selector: errorMessage, body: JSON.stringify({ errorType, errorMessage }) };
}

const invocationTypeHeader = 'x-amz-invocation-type';

/**
 * Compiles the invocation type. It is `RequestResponse`, unless a mapped header or an override contains
 * `Event`.
 */
function compileInvocationType({ requestParameters }: LambdaCustomIntegration) {
  const [, parameter] =
    Object.entries(requestParameters).find(
      ([name]) => name.toLowerCase() === `integration.request.header.${invocationTypeHeader}`,
    ) ?? [];
  const evaluate = parameter === undefined ? undefined : compileParameter(parameter);
  return (scope: MappingScope, { requestOverride }: MappingOverrides): string => {
    const [, overridden] =
      Object.entries(requestOverride.header).find(([name]) => name.toLowerCase() === invocationTypeHeader) ??
      [];
    return String(overridden ?? evaluate?.(scope) ?? 'RequestResponse');
  };
}

/**
 * Compiles the integration of a method.
 * @param timeoutSeconds the timeout of the function
 * @throws Error when a template, a pattern or a parameter is malformed
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function compileLambdaCustom(
  integration: LambdaCustomIntegration,
  method: ApiMethod,
  timeoutSeconds: number,
  invoke: Invoke,
): AnswerLambda {
  const { functionArn, timeoutMs } = integration;
  const mapRequest = compileIntegrationRequest(integration);
  const mapResponse = compileIntegrationResponse(integration.responses, method);
  const invocationTypeOf = compileInvocationType(integration);

  async function call(
    event: unknown,
    invocationType: string,
    scope: MappingScope,
    onRequestId: ((requestId: string) => void) | undefined,
  ): Promise<IntegrationAnswer> {
    const invoked = invocationType === 'Event' || invocationType === 'RequestResponse';
    if (!invoked) {
      throw new GatewayFault(
        'API_CONFIGURATION_ERROR',
        'only Event and RequestResponse are invocation types here',
      );
    }
    const result = invoke(functionArn, event, onRequestId);
    if (invocationType === 'RequestResponse') {
      const inTime = await invokeInTime(result, timeoutMs, () => integrationTimeout(timeoutMs));
      return describeResult(inTime, scope, timeoutSeconds);
    }
    // The client does not wait for an `Event` invocation. Its errors are in the function's log.
    result.catch(() => {});
    return { selector: '', body: '' };
  }

  return async (scope, onRequestId) => {
    const overrides = createOverrides();
    const event = parseEvent(mapRequest(scope, overrides));
    const answer = await call(event, invocationTypeOf(scope, overrides), scope, onRequestId);
    return mapResponse(answer, scope, overrides);
  };
}
