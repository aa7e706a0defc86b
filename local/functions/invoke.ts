/** The seam between the gateway and whatever runs the functions. */

/** What came of one invocation. */
export type InvokeResult =
  /** The function returned; `payload` is its result as JSON text. */
  | { readonly kind: 'returned'; readonly payload: string }
  /** The function threw, or its process ended. */
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string }
  /** The function did not answer within its time-out. */
  | { readonly kind: 'timed-out' };

/**
 * Invokes a function by its ARN with a JSON event; never rejects for what the function does.
 * @param onRequestId is told the invocation's request id, which what the function logs carries
 */
export type Invoke = (
  functionArn: string,
  event: unknown,
  onRequestId?: (requestId: string) => void,
) => Promise<InvokeResult>;
