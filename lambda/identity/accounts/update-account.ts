/** Updates a account on condition that it is still the same account's. */
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

/** A change of a account; its condition is added to that of the account. */
export type AccountUpdate = Pick<
  UpdateItemCommandInput,
  'ConditionExpression' | 'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** Returns the updated attributes; undefined when the condition did not hold. */
export type UpdateAccount = (
  account: Pick<Account, 'name' | 'sub'>,
  update: AccountUpdate,
) => Promise<Readonly<Record<string, AttributeValue>> | undefined>;

/** Makes the function for a table. */
export function createAccountUpdate(client: DynamoDBClient, tableName: string): UpdateAccount {
  return async ({ name, sub }, update) => {
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: accountKey(name),
      ReturnValues: 'UPDATED_NEW',
      UpdateExpression: update.UpdateExpression,
      ConditionExpression: ['#sub = :sub', update.ConditionExpression].filter(Boolean).join(' AND '),
      ExpressionAttributeNames: { '#sub': 'sub', ...update.ExpressionAttributeNames },
      ExpressionAttributeValues: { ':sub': { S: sub }, ...update.ExpressionAttributeValues },
    });
    try {
      return (await callAws((options) => client.send(command, options))).Attributes ?? {};
    } catch (error) {
      if (isFailedCondition(error)) return undefined;
      throw error;
    }
  };
}
