/** Deletes items whose time to live has passed, as late as DynamoDB does. */
import type { TableDefinition } from '../../template/model';
import { AwsError } from '../answer';
import type { DynamoStore } from './store';

/**
 * DynamoDB deletes an item within a few days after it expires. Until then, reads return it.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
const LATE_SECONDS = 2 * 86_400;

/** DynamoDB does not delete an item whose time to live is more than five years in the past. */
const TOO_OLD_SECONDS = 5 * 365 * 86_400;

type Key = Readonly<Record<string, unknown>>;

/**
 * Deletes the items that expired more than two days ago.
 * @param now epoch milliseconds
 */
export async function deleteExpired(
  store: Pick<DynamoStore, 'perform'>,
  tables: readonly TableDefinition[],
  now: number,
): Promise<void> {
  for (const table of tables) {
    if (table.ttlAttribute !== undefined) await deleteOf(store, table, table.ttlAttribute, now / 1_000);
  }
}

async function deleteOf(
  store: Pick<DynamoStore, 'perform'>,
  { name, keySchema }: TableDefinition,
  ttlAttribute: string,
  nowSeconds: number,
): Promise<void> {
  const keyNames = keySchema.map(({ AttributeName }) => AttributeName);
  const condition = {
    TableName: name,
    ExpressionAttributeNames: { '#ttl': ttlAttribute },
    ExpressionAttributeValues: {
      ':from': { N: String(Math.floor(nowSeconds - TOO_OLD_SECONDS)) },
      ':to': { N: String(Math.floor(nowSeconds - LATE_SECONDS)) },
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
