/** A write on a condition: it changes the item that the condition describes, or nothing. */
import {
  ConditionalCheckFailedException,
  type DeleteItemCommand,
  type DynamoDBClient,
  type PutItemCommand,
  type UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { callAws } from '../sdk/call-aws';
import type { Attributes } from './attributes';

/** What came of a write. */
export type ConditionalWrite =
  | {
      readonly isApplied: true;
      /** What `ReturnValues` asks for. */
      readonly attributes: Attributes;
    }
  | {
      readonly isApplied: false;
      /** Whether the SDK sent it more than once. Then the condition may have met the write of an attempt whose answer was lost. */
      readonly isRetried: boolean;
    };

/**
 * Sends a write, of which a condition that does not hold is one outcome.
 * @throws DependencyUnavailableError; errors of the SDK as they are
 */
export async function conditionalWrite(
  client: DynamoDBClient,
  command: PutItemCommand | UpdateItemCommand | DeleteItemCommand,
): Promise<ConditionalWrite> {
  try {
    // the three have outputs of one shape, but a signature each
    const output = await callAws((options) => client.send(command as UpdateItemCommand, options));
    return { isApplied: true, attributes: output.Attributes ?? {} };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { isApplied: false, isRetried: (error.$metadata.attempts ?? 1) > 1 };
  }
}
