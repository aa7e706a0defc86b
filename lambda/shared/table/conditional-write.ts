/** A conditional write: it changes the item that the condition describes, or nothing. */
import {
  ConditionalCheckFailedException,
  type DeleteItemCommand,
  type DynamoDBClient,
  type PutItemCommand,
  type UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { callAws } from '../sdk/call-aws';
import type { Attributes } from './attributes';

/** The outcome of a write. */
export type ConditionalWrite =
  | {
      readonly isApplied: true;
      /** The attributes that `ReturnValues` asks for. */
      readonly attributes: Attributes;
    }
  | {
      readonly isApplied: false;
      /**
       * Whether the SDK sent it more than once. Then an earlier attempt, whose response was lost, may have
       * made the condition fail.
       */
      readonly isRetried: boolean;
    };

/**
 * Sends a write. A condition that does not hold is one of its outcomes.
 * @throws DependencyUnavailableError; other errors of the SDK unchanged
 */
export async function conditionalWrite(
  client: DynamoDBClient,
  command: PutItemCommand | UpdateItemCommand | DeleteItemCommand,
): Promise<ConditionalWrite> {
  try {
    // The outputs of the three have one shape, but each has its own signature.
    const output = await callAws((options) => client.send(command as UpdateItemCommand, options));
    return { isApplied: true, attributes: output.Attributes ?? {} };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { isApplied: false, isRetried: (error.$metadata.attempts ?? 1) > 1 };
  }
}
