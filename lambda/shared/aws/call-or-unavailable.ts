/** Tells the services' passing faults from our own, for calls without an SDK. */
import { DependencyUnavailableError } from '../errors';
import { isAwsCallError } from './aws-call-error';

/**
 * Waits for a call.
 * @throws DependencyUnavailableError when the service throttles, fails or is silent; other errors as they are
 */
export async function callOrUnavailable<Output>(call: Promise<Output>): Promise<Output> {
  try {
    return await call;
  } catch (error) {
    if (!(isAwsCallError(error) && error.transient)) throw error;
    throw new DependencyUnavailableError('An AWS service did not respond as expected', { cause: error });
  }
}
