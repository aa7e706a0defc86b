/** The list of addresses to which SES sends no mails of an AWS account. */
import { isAwsCallError } from '../../lambda/shared/aws/aws-call-error';
import type { CallSes } from './call-ses';

/**
 * Removes an address. Returns false if the list does not contain it.
 * @throws AwsCallError
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteSuppressedDestination.html
 */
export async function removeFromSuppressionList(call: CallSes, address: string): Promise<boolean> {
  try {
    const path = ['suppression', 'addresses', address];
    await call({ operation: 'DeleteSuppressedDestination', method: 'DELETE', path });
    return true;
  } catch (error) {
    if (isAwsCallError(error) && error.kind === 'not-found') return false;
    throw error;
  }
}
