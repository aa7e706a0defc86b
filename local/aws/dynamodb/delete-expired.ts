/** Deletes items whose time to live has passed, as late as DynamoDB does. */
import type { TableDefinition } from '../../template/table-definition';
import { AwsError } from '../answer';
import type { DynamoStore } from './store';

/**
 * DynamoDB deletes an item within a few days after it expires. Until then, reads return it.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
const LATE_SECONDS = 2 * 86_400;

/** DynamoDB does not delete an item whose time to live is more than five years in the past. */
const TOO_OLD_SECONDS = 5 * 365 * 86_400;

/** A move of the clock, in epoch milliseconds. */
export interface ClockMove {
  /** The time before the move. */
  readonly from: number;
  readonly to: number;
}

type Key = Readonly<Record<string, unknown>>;

/**
 * Deletes the items that DynamoDB would have deleted while the clock moved: those that expired more than two
 * days before the end. An item is too old only if it was before the move. Otherwise a move by ten years would
 * keep what expires tomorrow.
 */
export async function deleteExpired(
  store: Pick<DynamoStore, 'perform'>,
  tables: readonly TableDefinition[],
  move: ClockMove,
): Promise<void> {
  for (const table of tables) {
    if (table.ttlAttribute !== undefined) await deleteOf(store, table, table.ttlAttribute, move);
  }
}

async function deleteOf(
  store: Pick<DynamoStore, 'perform'>,
  { name, keySchema }: TableDefinition,
  ttlAttribute: string,
  { from, to }: ClockMove,
): Promise<void> {
  const keyNames = keySchema.map(({ AttributeName }) => AttributeName);
  const condition = {
    TableName: name,
    ExpressionAttributeNames: { '#ttl': ttlAttribute },
    ExpressionAttributeValues: {
      ':from': { N: String(Math.floor(from / 1_000) - TOO_OLD_SECONDS) },
      ':to': { N: String(Math.floor(to / 1_000) - LATE_SECONDS) },
    },
  };
  // A string is never between two numbers, so only numbers match.
  const isExpired = '#ttl BETWEEN :from AND :to';
  let start: unknown;
  do {
    const page = (await store.perform('Scan', {
      ...condition,
      FilterExpression: isExpired,
      ...(start !== undefined && { ExclusiveStartKey: start }),
    })) as { readonly Items?: readonly Key[]; readonly LastEvaluatedKey?: unknown };
    for (const item of page.Items ?? []) {
      const key = Object.fromEntries(keyNames.map((keyName) => [keyName, item[keyName]]));
      // A concurrent request may have extended its time to live.
      await store
        .perform('DeleteItem', { ...condition, Key: key, ConditionExpression: isExpired })
        .catch(ignoreRenewed);
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

function ignoreRenewed(error: unknown): void {
  if (error instanceof AwsError && error.type.endsWith('#ConditionalCheckFailedException')) return;
  throw error;
}
