/** Reads and empties whole partitions of the table, which hold the items of one account. */
import { setTimeout as sleepFor } from 'node:timers/promises';
import {
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandOutput,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { DependencyUnavailableError } from '../errors';
import { callAws } from '../sdk/call-aws';
import { type Attributes, toAttributes } from './attributes';
import { project } from './project';

/** A part of a partition to read. */
export interface PartitionQuery {
  readonly pk: string;
  /** The only attributes to read. */
  readonly attributes: readonly string[];
  /** Reads from the item after this sort key. @default - from the first item */
  readonly after?: string | undefined;
  /** @default - as many items as fit in one response of DynamoDB, which is up to 1 MB */
  readonly limit?: number;
}

/** Reads one page of a partition, in the order of the sort keys. The read is strongly consistent. */
export async function readPage(
  client: DynamoDBClient,
  tableName: string,
  { pk, attributes, after, limit }: PartitionQuery,
): Promise<{ readonly items: readonly Attributes[]; readonly isLast: boolean }> {
  const query = new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: toAttributes({ ':pk': pk }),
    ...project(attributes),
    ConsistentRead: true,
    Limit: limit,
    ...(after !== undefined && { ExclusiveStartKey: toAttributes({ pk, sk: after }) }),
  });
  const page: QueryCommandOutput = await callAws((options) => client.send(query, options));
  return { items: page.Items ?? [], isLast: page.LastEvaluatedKey === undefined };
}

/** Reads a partition page by page. */
export async function* readPages(
  client: DynamoDBClient,
  tableName: string,
  query: Omit<PartitionQuery, 'after'>,
): AsyncGenerator<readonly Attributes[]> {
  let after: string | undefined;
  for (;;) {
    const { items, isLast } = await readPage(client, tableName, { ...query, after });
    yield items;
    if (isLast) return;
    after = items.at(-1)?.sk?.S;
  }
}

/** DynamoDB's limit for one call. */
const MAX_BATCH = 25;

/** How often the items that DynamoDB left unprocessed are sent again, before the call fails. */
const MAX_ROUNDS = 4;

/**
 * The longest wait before the second round, in milliseconds. It doubles with each round. All waits together
 * take at most half of one call's time.
 */
const FIRST_BACKOFF_MS = 100;

/** How to delay a repeated round. */
export interface Backoff {
  /** Waits for this number of milliseconds. @default - a timer */
  readonly sleep?: (millis: number) => Promise<unknown>;
  /** Returns a number from 0 to 1. It keeps callers from returning all at once. @default Math.random */
  readonly random?: () => number;
}

/**
 * Deletes items of a partition in batches. Items that DynamoDB leaves unprocessed are sent again after a
 * random, growing wait.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 * @throws DependencyUnavailableError when DynamoDB still leaves some unprocessed
 */
export async function deleteItems(
  client: DynamoDBClient,
  tableName: string,
  pk: string,
  sortKeys: readonly string[],
  { sleep = sleepFor, random = Math.random }: Backoff = {},
): Promise<void> {
  for (let start = 0; start < sortKeys.length; start += MAX_BATCH) {
    let requests: WriteRequest[] | undefined = sortKeys
      .slice(start, start + MAX_BATCH)
      .map((sk) => ({ DeleteRequest: { Key: toAttributes({ pk, sk }) } }));
    for (let round = 0; requests !== undefined && requests.length > 0; round++) {
      if (round > 0 && round < MAX_ROUNDS) await sleep(random() * FIRST_BACKOFF_MS * 2 ** (round - 1));
      if (round === MAX_ROUNDS) throw new DependencyUnavailableError('DynamoDB left deletions unprocessed');
      const batch: BatchWriteItemCommand = new BatchWriteItemCommand({
        RequestItems: { [tableName]: requests },
      });
      const answer: BatchWriteItemCommandOutput = await callAws((options) => client.send(batch, options));
      requests = answer.UnprocessedItems?.[tableName];
    }
  }
}
