/** Tells the passing faults of AWS services from our own. */
import { DependencyUnavailableError } from '../errors';

const PASSING = new Set([
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

const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT']);

/**
 * Waits for a call of the AWS SDK.
 * @throws DependencyUnavailableError when the service throttles, fails or is silent; other errors as they are
 */
export async function translateFault<Output>(call: Promise<Output>): Promise<Output> {
  try {
    return await call;
  } catch (error) {
    if (isPassing(error)) {
      throw new DependencyUnavailableError('An AWS service did not answer as it should', { cause: error });
    }
    throw error;
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $fault } = error as Error & { code?: string; $fault?: string };
  return PASSING.has(error.name) || $fault === 'server' || (code !== undefined && NETWORK_CODES.has(code));
}
