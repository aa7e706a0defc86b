/**
 * Makes a call of the AWS SDK that ends in time, and separates transient faults of AWS services from our own.
 */
import { DependencyUnavailableError } from '../errors';

/** Milliseconds for a call with all its attempts, until the last byte of the response. */
export const CALL_BUDGET_MS = 1_900;

const PASSING = new Set([
  'AbortError',
  'DependencyTimeoutException',
  'InternalServerError',
  'KMSInternalException',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ThrottlingException',
  'TimeoutError',
]);

/**
 * Matches the codes of failed connections, such as `ECONNRESET`, but not of Node's own errors, such as
 * `ERR_INVALID_URL`.
 */
const NETWORK_CODE = /^E(?!RR_)[A-Z_]+$/;

/**
 * Makes a call, such as `callAws((options) => client.send(command, options))`.
 * @throws DependencyUnavailableError when the service throttles, fails, or does not answer in time; other
 * errors unchanged
 */
export async function callAws<Output>(
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<Output>,
): Promise<Output> {
  try {
    return await send({ abortSignal: AbortSignal.timeout(CALL_BUDGET_MS) });
  } catch (error) {
    if (isPassing(error)) {
      throw new DependencyUnavailableError('An AWS service did not respond as expected', { cause: error });
    }
    throw error;
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $fault, $metadata } = error as Error & SdkError;
  return (
    PASSING.has(error.name) ||
    $fault === 'server' ||
    // A load balancer in front of a service may answer without JSON, which the SDK reports as a SyntaxError.
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    (typeof code === 'string' && NETWORK_CODE.test(code))
  );
}

/** The members that the SDK and Node add to their errors. */
interface SdkError {
  readonly code?: unknown;
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}
