/** Answers Lambda proxy integrations. */
import type { Invoke, InvokeResult } from '../functions/invoke';
import type { LambdaProxyIntegration } from '../template/model';
import { GatewayFault } from './gateway-fault';
import type { PlainReply } from './gateway-responses';
import type { BinaryCheck } from './media-types';
import type { ParsedRequest } from './parse-request';
import { readProxyResponse } from './proxy-response';

/** Invokes the function with an event and answers with what it returned. */
export type AnswerLambda = (event: unknown, request: ParsedRequest) => Promise<PlainReply>;

/** The integration gives up by itself; the function may run on. */
async function withTimeout(result: Promise<InvokeResult>, timeoutMs: number): Promise<InvokeResult> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const reason = `the function did not answer within the integration's ${timeoutMs} ms`;
      reject(new GatewayFault('INTEGRATION_TIMEOUT', reason));
    }, timeoutMs);
  });
  try {
    return await Promise.race([result, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Creates the integration of a method. A function that ends by its own time-out is a failed one: 502. */
export function createLambdaIntegration(
  { functionArn, timeoutMs }: LambdaProxyIntegration,
  invoke: Invoke,
  isBinary: BinaryCheck,
): AnswerLambda {
  return async (event, request) => {
    const result = await withTimeout(invoke(functionArn, event), timeoutMs);
    if (result.kind === 'timed-out') {
      throw new GatewayFault('INTEGRATION_FAILURE', 'the function ran into its own time-out');
    }
    if (result.kind === 'failed') {
      throw new GatewayFault('INTEGRATION_FAILURE', `the function failed with ${result.errorType}`);
    }
    const reply = readProxyResponse(result.payload, isBinary(request.header('accept')));
    return { ...reply, headers: [...reply.headers, ['X-Amzn-Trace-Id', request.traceId]] };
  };
}
