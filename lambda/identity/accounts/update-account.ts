/** Updates an account that is there; never creates one. */
import {
  type AttributeValue,
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { callAws } from '../../shared/sdk/call-aws';
import { isFailedCondition } from '../../shared/table/is-failed-condition';
import type { Account } from './account';
import { accountKey } from './account-item';

/** A change of an account; its own condition comes on top of the account's being there. */
export type AccountUpdate = Pick<
  UpdateItemCommandInput,
  'ConditionExpression' | 'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** Returns the updated attributes; undefined when the condition did not hold. */
export type UpdateAccount = (
  account: Pick<Account, 'sub'>,
  update: AccountUpdate,
) => Promise<Readonly<Record<string, AttributeValue>> | undefined>;

/** Makes the function for a table. */
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
    try {
      return (await callAws((options) => client.send(command, options))).Attributes ?? {};
    } catch (error) {
      if (isFailedCondition(error)) return undefined;
      throw error;
    }
  };
}
