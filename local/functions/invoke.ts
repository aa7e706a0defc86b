/** The interface between the gateway and the runtime of the functions. */

/** The result of one invocation. */
export type InvokeResult =
  /** The function returned; `payload` is its result as JSON text. */
  | { readonly kind: 'returned'; readonly payload: string }
  /** The function threw, or its process ended. */
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string }
  /** The function did not respond within its timeout. */
  | { readonly kind: 'timed-out' };

/**
 * Invokes a function by its ARN with a JSON event. It does not reject for errors of the function.
 * @param onRequestId receives the request id of the invocation, which the function's logs contain
 */
export type Invoke = (
  functionArn: string,
  event: unknown,
  onRequestId?: (requestId: string) => void,
) => Promise<InvokeResult>;
