/** The store of foos: each account's own, and nobody else's. */

import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { InternalError } from '../shared/errors';
import { callAws } from '../shared/sdk/call-aws';
import { isFailedCondition } from '../shared/table/is-failed-condition';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { assertReadable, SCHEMA_VERSION } from '../shared/table/schema-version';

/** A foo. */
export interface Foo {
  /** A UUIDv7, so that ids sort by time. */
  readonly id: string;
  readonly name: string;
  readonly note?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** A part of an account's foos. */
export interface FooPage {
  readonly items: readonly Foo[];
  /** The last id of this page, if there are more. */
  readonly next?: string;
}

/** Where foos are kept. Every call names the account whose foos it means. */
export interface Foos {
  /** Stores a new foo; one that is there already stays as it is. */
  put(sub: string, foo: Foo): Promise<void>;
  get(sub: string, id: string): Promise<Foo | undefined>;
  /** Reads them all to count them. */
  count(sub: string): Promise<number>;
  /** Newest first, those before the id `after`. */
  list(sub: string, page: { readonly limit: number; readonly after?: string | undefined }): Promise<FooPage>;
}

const ATTRIBUTES = { '#id': 'sk', '#name': 'name', '#note': 'note', '#createdAt': 'createdAt', '#v': 'v' };
const PROJECTION = {
  ProjectionExpression: Object.keys(ATTRIBUTES).join(', '),
  ExpressionAttributeNames: ATTRIBUTES,
};

const partitionOf = (sub: string) => ({ S: keyPrefixes.foo + sub });

/** Keeps foos in the DynamoDB table. */
export function createDynamoFoos(client: DynamoDBClient, tableName: string): Foos {
  return {
    async put(sub, { id, name, note, createdAt }) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: {
          pk: partitionOf(sub),
          sk: { S: id },
          v: { N: String(SCHEMA_VERSION) },
          name: { S: name },
          ...(note !== undefined && { note: { S: note } }),
          createdAt: { S: createdAt },
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      try {
        await callAws((options) => client.send(put, options));
      } catch (error) {
        if (!isFailedCondition(error)) throw error;
      }
    },

    async get(sub, id) {
      const { Item: item } = await callAws((options) =>
        client.send(
          new GetItemCommand({
            TableName: tableName,
            Key: { pk: partitionOf(sub), sk: { S: id } },
            ConsistentRead: true,
            ...PROJECTION,
          }),
          options,
        ),
      );
      return item && toFoo(item);
    },

    async count(sub) {
      let count = 0;
      let startKey: Record<string, AttributeValue> | undefined;
      do {
        const query = new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': partitionOf(sub) },
          Select: 'COUNT',
          ConsistentRead: true,
          ExclusiveStartKey: startKey,
        });
        const page: QueryCommandOutput = await callAws((options) => client.send(query, options));
        count += page.Count ?? 0;
        startKey = page.LastEvaluatedKey;
      } while (startKey !== undefined);
      return count;
    },

    async list(sub, { limit, after }) {
      const { Items: items = [], LastEvaluatedKey: last } = await callAws((options) =>
        client.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :after',
            ExpressionAttributeValues: {
              ':pk': partitionOf(sub),
              ...(after !== undefined && { ':after': { S: after } }),
            },
            ScanIndexForward: false,
            ConsistentRead: true,
            // one more than asked for tells whether there is a next page
            Limit: limit + 1,
            ...PROJECTION,
          }),
          options,
        ),
      );
      const page = items.slice(0, limit).map(toFoo);
      const next = items.length > limit || last !== undefined ? page.at(-1)?.id : undefined;
      return { items: page, ...(next !== undefined && { next }) };
    },
  };
}

function toFoo({ sk, name, note, createdAt, v }: Record<string, AttributeValue>): Foo {
  assertReadable(v?.N);
  if (!sk?.S || name?.S === undefined || !createdAt?.S) throw new InternalError('A foo lacks attributes');
  return {
    id: sk.S,
    name: name.S,
    ...(note?.S !== undefined && { note: note.S }),
    createdAt: createdAt.S,
  };
}
