/** Answers Lambda proxy integrations. */
import type { Invoke } from '../../functions/invoke';
import type { LambdaProxyIntegration } from '../../template/model';
import { GatewayFault } from '../http/gateway-fault';
import type { BinaryCheck } from '../http/media-types';
import type { MappingScope } from '../mapping/mapping-scope';
import type { PlainReply } from '../responses/gateway-responses';
import { invokeInTime } from './invoke-in-time';
import { buildProxyEvent } from './proxy-event';
import { readProxyResponse } from './proxy-response';

/**
 * Answers a request with the result of a function.
 * @param onRequestId receives the request id of the invocation
 */
export type AnswerLambda = (
  scope: MappingScope,
  onRequestId?: (requestId: string) => void,
) => Promise<PlainReply>;

/** Creates the fault for a function that does not respond in time. */
export function integrationTimeout(timeoutMs: number): GatewayFault {
  const reason = `the function did not respond within the integration's ${timeoutMs} ms`;
  return new GatewayFault('INTEGRATION_TIMEOUT', reason);
}

/**
 * Creates the integration of a method. If the function reaches its own timeout, the response is 502.
 * @param resource the path of the method's resource, such as `/foo/{id}`
 */
export function createLambdaIntegration(
  { functionArn, timeoutMs }: LambdaProxyIntegration,
  resource: string,
  invoke: Invoke,
  isBinary: BinaryCheck,
): AnswerLambda {
  return async ({ request, pathParameters, stageVariables, context }, onRequestId) => {
    const described = { request, resource, pathParameters, stageVariables, requestContext: context };
    const event = buildProxyEvent({ ...described, isBinary });
    const result = await invokeInTime(invoke(functionArn, event, onRequestId), timeoutMs, () =>
      integrationTimeout(timeoutMs),
    );
    if (result.kind === 'timed-out') {
      throw new GatewayFault('FUNCTION_FAILURE', 'the function timed out');
    }
    if (result.kind === 'failed') {
      throw new GatewayFault('FUNCTION_FAILURE', `the function failed with ${result.errorType}`);
    }
    return readProxyResponse(result.payload, isBinary(request.header('accept')));
  };
}
