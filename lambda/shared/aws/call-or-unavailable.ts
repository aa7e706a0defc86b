/** Separates transient faults of AWS services from our own faults, for calls without an SDK. */
import { DependencyUnavailableError } from '../errors';
import { isAwsCallError } from './aws-call-error';

/**
 * Waits for a call.
 * @throws DependencyUnavailableError when the service throttles, fails or does not answer; other errors
 * unchanged
 */
export async function callOrUnavailable<Output>(call: Promise<Output>): Promise<Output> {
  try {
    return await call;
  } catch (error) {
    if (!(isAwsCallError(error) && error.transient)) throw error;
    throw new DependencyUnavailableError('An AWS service did not respond as expected', { cause: error });
  }
}
