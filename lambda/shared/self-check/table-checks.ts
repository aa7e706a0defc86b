/** Checks a function's permissions on the table with calls that find nothing and change nothing. */
import type { AwsClient } from '../aws/aws-client';
import { type Checks, expectRefusal } from './run-checks';

/** A DynamoDB action on items. */
export type TableAction = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'Query' | 'BatchWriteItem';

/** The table, and the client that calls it. */
export interface CheckedTable {
  readonly dynamodb: AwsClient;
  readonly tableName: string;
}

/** A sort key that no item has: the table's sort keys are ids, times and fixed words. */
export const NO_ITEM = 'SELF_CHECK';

/** Creates a check for each action on each key prefix. */
export function tableChecks(
  table: CheckedTable,
  rights: Readonly<Record<string, readonly TableAction[]>>,
): Checks {
  return Object.fromEntries(
    Object.entries(rights).flatMap(([prefix, actions]) =>
      actions.map((action) => [
        `dynamodb:${action} on ${prefix}`,
        () => CALLS[action](table, { pk: { S: prefix + NO_ITEM }, sk: { S: NO_ITEM } }),
      ]),
    ),
  );
}

interface Key {
  readonly pk: { readonly S: string };
  readonly sk: { readonly S: string };
}

/** The condition of the writes, which no missing item meets. */
const IMPOSSIBLE = 'attribute_exists(pk)';
const REFUSAL = 'ConditionalCheckFailedException';

const CALLS: Readonly<Record<TableAction, (table: CheckedTable, key: Key) => Promise<unknown>>> = {
  GetItem: ({ dynamodb, tableName }, key) => dynamodb.call('GetItem', { TableName: tableName, Key: key }),
  PutItem: ({ dynamodb, tableName }, key) =>
    expectRefusal(
      dynamodb.call('PutItem', { TableName: tableName, Item: key, ConditionExpression: IMPOSSIBLE }),
      REFUSAL,
    ),
  UpdateItem: ({ dynamodb, tableName }, key) =>
    expectRefusal(
      dynamodb.call('UpdateItem', {
        TableName: tableName,
        Key: key,
        UpdateExpression: 'REMOVE selfCheck',
        ConditionExpression: IMPOSSIBLE,
      }),
      REFUSAL,
    ),
  DeleteItem: ({ dynamodb, tableName }, key) =>
    expectRefusal(
      dynamodb.call('DeleteItem', { TableName: tableName, Key: key, ConditionExpression: IMPOSSIBLE }),
      REFUSAL,
    ),
  Query: ({ dynamodb, tableName }, { pk }) =>
    dynamodb.call('Query', {
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      Limit: 1,
    }),
  // This call takes no conditions. It deletes an item that does not exist.
  BatchWriteItem: ({ dynamodb, tableName }, key) =>
    dynamodb.call('BatchWriteItem', { RequestItems: { [tableName]: [{ DeleteRequest: { Key: key } }] } }),
};
