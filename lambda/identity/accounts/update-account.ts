/** Updates an existing account; never creates one. */
import {
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Attributes } from '../../shared/table/attributes';
import { conditionalWrite } from '../../shared/table/conditional-write';
import type { Account } from './account';
import { accountKey } from './account-item';

/** A change of an account. Its condition is added to the condition that the account exists. */
export type AccountUpdate = Pick<
  UpdateItemCommandInput,
  'ConditionExpression' | 'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** Returns the updated attributes; undefined when the condition did not hold. */
export type UpdateAccount = (
  account: Pick<Account, 'sub'>,
  update: AccountUpdate,
) => Promise<Attributes | undefined>;

/** Creates the function for a table. */
export function createAccountUpdate(client: DynamoDBClient, tableName: string): UpdateAccount {
  return async ({ sub }, update) => {
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: accountKey(sub),
      ReturnValues: 'UPDATED_NEW',
      UpdateExpression: update.UpdateExpression,
      ConditionExpression: ['attribute_exists(pk)', update.ConditionExpression].filter(Boolean).join(' AND '),
      ExpressionAttributeNames: update.ExpressionAttributeNames,
      ExpressionAttributeValues: update.ExpressionAttributeValues,
    });
    const written = await conditionalWrite(client, command);
    return written.isApplied ? written.attributes : undefined;
  };
}
