/** Calls a handler with one event and converts its outcome to a result. */
import type { InvokeResult } from '../invoke';
import type { InvokeMessage, WorkerData } from '../protocol';
import type { ThrownError } from '../thrown-error';
import { describeError } from './describe-error';
import type { Handler } from './load-handler';

/** Lambda's limit for a synchronous response, in bytes. */
const MAX_PAYLOAD_BYTES = 6_291_556;

/** A result and the thrown error. */
export interface Outcome {
  readonly result: InvokeResult;
  readonly error?: ThrownError;
}

/** Runs one job. It never rejects. */
export async function runHandler(handler: Handler, job: InvokeMessage, data: WorkerData): Promise<Outcome> {
  let value: unknown;
  try {
    value = await call(handler, JSON.parse(job.event), createContext(job, data));
  } catch (thrown) {
    const error = describeError(thrown);
    const { errorType, errorMessage } = error;
    return { result: { kind: 'failed', errorType, errorMessage }, error };
  }
  return { result: serialize(value) };
}

/**
 * Waits for the returned promise. If a handler with three parameters returns no promise, waits for its
 * callback.
 */
function call(handler: Handler, event: unknown, context: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback = (error: unknown, result?: unknown) => (error ? reject(error) : resolve(result));
    const returned = handler(event, context, callback);
    const isPromise = typeof (returned as PromiseLike<unknown> | undefined)?.then === 'function';
    if (isPromise || handler.length < 3) resolve(returned);
  });
}

function serialize(value: unknown): InvokeResult {
  let payload: string;
  try {
    payload = JSON.stringify(value) ?? 'null';
  } catch (error) {
    const errorMessage = `Unable to stringify response body: ${describeError(error).errorMessage}`;
    return { kind: 'failed', errorType: 'Runtime.MarshalError', errorMessage };
  }
  if (Buffer.byteLength(payload) <= MAX_PAYLOAD_BYTES) return { kind: 'returned', payload };
  return {
    kind: 'failed',
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`,
  };
}

/**
 * The values that are the same for all events. They are read once, because reading a worker's environment is
 * slow.
 */
const { env } = process;
const INSTANCE = {
  functionName: env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
  memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
};

/** @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function createContext(job: InvokeMessage, data: WorkerData): Readonly<Record<string, unknown>> {
  // The function's timeout is a timer, which does not depend on turns of the clock.
  const deadline = performance.now() + data.timeoutMs;
  return {
    ...INSTANCE,
    invokedFunctionArn: data.functionArn,
    awsRequestId: job.requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}
