/** Updates a login on condition that it is still the same account's. */
import {
  type AttributeValue,
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { callAws } from '../../shared/sdk/call-aws';
import { isFailedCondition } from '../../shared/table/is-failed-condition';
import type { Login } from './account';
import { loginKey } from './account-item';

/** A change of a login; its condition is added to that of the account. */
export type LoginUpdate = Pick<
  UpdateItemCommandInput,
  'ConditionExpression' | 'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** Returns the updated attributes; undefined when the condition did not hold. */
export type UpdateLogin = (
  login: Pick<Login, 'name' | 'sub'>,
  update: LoginUpdate,
) => Promise<Readonly<Record<string, AttributeValue>> | undefined>;

/** Makes the function for a table. */
export function createLoginUpdate(client: DynamoDBClient, tableName: string): UpdateLogin {
  return async ({ name, sub }, update) => {
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: loginKey(name),
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
