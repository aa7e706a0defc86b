/** Tells a conditional write that met another state from all other failures. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Whether an error says that a write's condition did not hold. */
export function isFailedCondition(error: unknown): error is ConditionalCheckFailedException {
  return error instanceof ConditionalCheckFailedException;
}
