/** The store of how many foos each account has: never fewer than there are. */
import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { callAws } from '../shared/sdk/call-aws';
import { isFailedCondition } from '../shared/table/is-failed-condition';
import { FOO_COUNT_KEY, keyPrefixes } from '../shared/table/key-prefixes';
import { SCHEMA_VERSION } from '../shared/table/schema-version';

/** A count. */
export interface FooCount {
  readonly count: number;
  /** When it was last compared with the foos themselves, in epoch seconds; 0: never. */
  readonly checkedAt: number;
  /** Whether the account is being deleted, or was. */
  readonly closed: boolean;
}

/** Where counts are kept. */
export interface FooCounts {
  /**
   * Counts one foo more.
   * @returns false when there are `max` already, or the account is closed
   */
  add(sub: string, max: number): Promise<boolean>;
  find(sub: string): Promise<FooCount>;
  /** Corrects a count, unless it has changed since it was read. */
  correct(sub: string, read: FooCount, actual: Omit<FooCount, 'closed'>): Promise<void>;
}

const keyOf = (sub: string) => ({ pk: { S: keyPrefixes.fooCount + sub }, sk: { S: FOO_COUNT_KEY } });

/** Keeps counts in the DynamoDB table. */
export function createDynamoFooCounts(client: DynamoDBClient, tableName: string): FooCounts {
  /** Returns false when the condition did not hold. */
  async function updateIf(update: UpdateItemCommand): Promise<boolean> {
    try {
      await callAws((options) => client.send(update, options));
      return true;
    } catch (error) {
      if (isFailedCondition(error)) return false;
      throw error;
    }
  }

  return {
    add: (sub, max) =>
      updateIf(
        new UpdateItemCommand({
          TableName: tableName,
          Key: keyOf(sub),
          ConditionExpression:
            'attribute_not_exists(closed) AND (attribute_not_exists(#count) OR #count < :max)',
          UpdateExpression: 'SET v = :v ADD #count :one',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: {
            ':max': { N: String(max) },
            ':v': { N: String(SCHEMA_VERSION) },
            ':one': { N: '1' },
          },
        }),
      ),

    async find(sub) {
      const get = new GetItemCommand({
        TableName: tableName,
        Key: keyOf(sub),
        ConsistentRead: true,
        ProjectionExpression: '#count, checkedAt, closed',
        ExpressionAttributeNames: { '#count': 'count' },
      });
      const { Item: item } = await callAws((options) => client.send(get, options));
      return {
        count: Number(item?.count?.N ?? 0),
        checkedAt: Number(item?.checkedAt?.N ?? 0),
        closed: item?.closed?.BOOL === true,
      };
    },

    async correct(sub, read, actual) {
      await updateIf(
        new UpdateItemCommand({
          TableName: tableName,
          Key: keyOf(sub),
          ConditionExpression: '#count = :read',
          UpdateExpression: 'SET #count = :count, checkedAt = :checkedAt',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: {
            ':read': { N: String(read.count) },
            ':count': { N: String(actual.count) },
            ':checkedAt': { N: String(actual.checkedAt) },
          },
        }),
      );
    },
  };
}
