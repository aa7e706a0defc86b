/** The store of the number of each account's foos. After a crash it may be too high, never too low. */
import {
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../shared/table/attributes';
import { type ConditionalWrite, conditionalWrite } from '../../shared/table/conditional-write';
import { FOO_COUNT_KEY, keyPrefixes } from '../../shared/table/key-prefixes';
import { readItem } from '../../shared/table/read-item';
import { SCHEMA_VERSION } from '../../shared/table/schema-version';

/** A count. */
export interface FooCount {
  readonly count: number;
  /** When it was last compared with the foos themselves, in epoch seconds. 0 for never. */
  readonly checkedAt: number;
  /** When the last place was claimed, in epoch seconds. 0 for never. */
  readonly takenAt: number;
  /** The number of changes of the count. Two reads with the same number saw the same count. */
  readonly changes: number;
  /** Whether the account is being deleted, or was deleted. */
  readonly closed: boolean;
}

/** The store of counts. */
export interface FooCounts {
  /**
   * Adds one foo to the count.
   * @returns false when there are `max` already, or the account is closed
   */
  add(sub: string, max: number, nowSeconds: number): Promise<boolean>;
  /**
   * Subtracts one foo from the count, unless the count has changed since it was read.
   * @returns `unknown` when a response was lost: the foo may or may not still be counted
   */
  subtract(sub: string, read: FooCount): Promise<'counted' | 'changed' | 'unknown'>;
  find(sub: string): Promise<FooCount>;
  /** Corrects a count, unless it has changed since it was read. */
  correct(sub: string, read: FooCount, actual: Pick<FooCount, 'count' | 'checkedAt'>): Promise<void>;
}

const ATTRIBUTES = ['count', 'checkedAt', 'takenAt', 'changes', 'closed'] as const;

const keyOf = (sub: string) => toAttributes({ pk: keyPrefixes.fooCount + sub, sk: FOO_COUNT_KEY });

/** Creates the store on the DynamoDB table. */
export function createDynamoFooCounts(client: DynamoDBClient, tableName: string): FooCounts {
  function updateIf(
    sub: string,
    update: Pick<UpdateItemCommandInput, 'ConditionExpression' | 'UpdateExpression'>,
    values: Readonly<Record<string, number>>,
  ): Promise<ConditionalWrite> {
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: keyOf(sub),
      ...update,
      ExpressionAttributeNames: { '#count': 'count' },
      ExpressionAttributeValues: toAttributes(values),
    });
    return conditionalWrite(client, command);
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
      return (await updateIf(sub, update, values)).isApplied;
    },

    async subtract(sub, { changes }) {
      const update = {
        ConditionExpression: `attribute_not_exists(closed) AND #count > :none AND ${ifUnchanged(changes)}`,
        UpdateExpression: 'ADD #count :less, changes :one',
      };
      const written = await updateIf(sub, update, {
        ':none': 0,
        ':changes': changes,
        ':less': -1,
        ':one': 1,
      });
      if (written.isApplied) return 'counted';
      // An earlier attempt may have made the change.
      return written.isRetried ? 'unknown' : 'changed';
    },

    async find(sub) {
      const item = await readItem(client, tableName, keyOf(sub), ATTRIBUTES);
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
