/** Makes a call of the AWS SDK that ends in time, and tells the services' passing faults from our own. */
import { DependencyUnavailableError } from '../errors';

/** Milliseconds for a call with all its attempts, down to the last byte of the answer. */
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

/** The codes of failed connections, such as `ECONNRESET`, and not those of Node's own errors, such as `ERR_INVALID_URL`. */
const NETWORK_CODE = /^E(?!RR_)[A-Z_]+$/;

/**
 * Makes a call, such as `callAws((options) => client.send(command, options))`.
 * @throws DependencyUnavailableError when the service throttles, fails, is silent or too slow; other errors as they are
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
    // what stands in front of a service may answer with no JSON, which the SDK calls a SyntaxError
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    (typeof code === 'string' && NETWORK_CODE.test(code))
  );
}

/** What the SDK and Node add to their errors. */
interface SdkError {
  readonly code?: unknown;
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}
