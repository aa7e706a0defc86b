/** The store of how many foos each account has: too many after a crash, never too few. */
import {
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { callAws } from '../../shared/sdk/call-aws';
import { isFailedCondition } from '../../shared/table/is-failed-condition';
import { FOO_COUNT_KEY, keyPrefixes } from '../../shared/table/key-prefixes';
import { SCHEMA_VERSION } from '../../shared/table/schema-version';

/** A count. */
export interface FooCount {
  readonly count: number;
  /** When it was last compared with the foos themselves, in epoch seconds; 0: never. */
  readonly checkedAt: number;
  /** When the last place was taken, in epoch seconds; 0: never. */
  readonly takenAt: number;
  /** How often the count has changed: two reads with the same number have seen the same. */
  readonly changes: number;
  /** Whether the account is being deleted, or was. */
  readonly closed: boolean;
}

/** Where counts are kept. */
export interface FooCounts {
  /**
   * Counts one foo more.
   * @returns false when there are `max` already, or the account is closed
   */
  add(sub: string, max: number, nowSeconds: number): Promise<boolean>;
  /**
   * Counts one foo less, unless the count has changed since it was read.
   * @returns `unknown` when an answer was lost, so that the foo may or may not be counted any more
   */
  subtract(sub: string, read: FooCount): Promise<'counted' | 'changed' | 'unknown'>;
  find(sub: string): Promise<FooCount>;
  /** Corrects a count, unless it has changed since it was read. */
  correct(sub: string, read: FooCount, actual: Pick<FooCount, 'count' | 'checkedAt'>): Promise<void>;
}

const keyOf = (sub: string) => ({ pk: { S: keyPrefixes.fooCount + sub }, sk: { S: FOO_COUNT_KEY } });

/** Keeps counts in the DynamoDB table. */
export function createDynamoFooCounts(client: DynamoDBClient, tableName: string): FooCounts {
  /** Returns how many attempts it took until the condition did not hold; 0 when it did. */
  async function updateIf(
    sub: string,
    update: Pick<UpdateItemCommandInput, 'ConditionExpression' | 'UpdateExpression'>,
    values: Readonly<Record<string, number>>,
  ): Promise<number> {
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: keyOf(sub),
      ...update,
      ExpressionAttributeNames: { '#count': 'count' },
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, { N: String(value) }]),
      ),
    });
    try {
      await callAws((options) => client.send(command, options));
      return 0;
    } catch (error) {
      if (isFailedCondition(error)) return error.$metadata.attempts ?? 1;
      throw error;
    }
  }

  const ifUnchanged = (changes: number) =>
    changes === 0 ? '(attribute_not_exists(changes) OR changes = :changes)' : 'changes = :changes';

  return {
    async add(sub, max, nowSeconds) {
      const update = {
        ConditionExpression:
          'attribute_not_exists(closed) AND (attribute_not_exists(#count) OR #count < :max)',
        UpdateExpression: 'SET v = :v, takenAt = :now ADD #count :one, changes :one',
      };
      const values = { ':max': max, ':v': SCHEMA_VERSION, ':now': nowSeconds, ':one': 1 };
      return (await updateIf(sub, update, values)) === 0;
    },

    async subtract(sub, { changes }) {
      const update = {
        ConditionExpression: `attribute_not_exists(closed) AND #count > :none AND ${ifUnchanged(changes)}`,
        UpdateExpression: 'ADD #count :less, changes :one',
      };
      const attempts = await updateIf(sub, update, {
        ':none': 0,
        ':changes': changes,
        ':less': -1,
        ':one': 1,
      });
      if (attempts === 0) return 'counted';
      // an earlier attempt may be what has changed it
      return attempts === 1 ? 'changed' : 'unknown';
    },

    async find(sub) {
      const get = new GetItemCommand({
        TableName: tableName,
        Key: keyOf(sub),
        ConsistentRead: true,
        ProjectionExpression: '#count, checkedAt, takenAt, changes, closed',
        ExpressionAttributeNames: { '#count': 'count' },
      });
      const { Item: item } = await callAws((options) => client.send(get, options));
      return {
        count: Number(item?.count?.N ?? 0),
        checkedAt: Number(item?.checkedAt?.N ?? 0),
        takenAt: Number(item?.takenAt?.N ?? 0),
        changes: Number(item?.changes?.N ?? 0),
        closed: item?.closed?.BOOL === true,
      };
    },

    async correct(sub, { changes }, { count, checkedAt }) {
      const update = {
        ConditionExpression: `attribute_exists(#count) AND ${ifUnchanged(changes)}`,
        UpdateExpression: 'SET #count = :count, checkedAt = :checkedAt ADD changes :one',
      };
      await updateIf(sub, update, {
        ':changes': changes,
        ':count': count,
        ':checkedAt': checkedAt,
        ':one': 1,
      });
    },
  };
}
