/** The store of foos. Each account reaches only its own. */

import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { InternalError } from '../../shared/errors';
import { callAws } from '../../shared/sdk/call-aws';
import { type Attributes, toAttributes } from '../../shared/table/attributes';
import { conditionalWrite } from '../../shared/table/conditional-write';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { project } from '../../shared/table/project';
import { readItem } from '../../shared/table/read-item';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';

/** The content of a foo, from the client. */
export interface FooContent {
  readonly name: string;
  readonly note?: string | undefined;
}

/** A foo. */
export interface Foo extends FooContent {
  /** A UUIDv7, so ids sort by time. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** ISO 8601, UTC. */
  readonly updatedAt: string;
  /** Identifies this state of the foo. Every write changes it. */
  readonly revision: string;
  /** The storage key of the idempotency key that created it. @default - none */
  readonly reservation?: string;
}

/** A change of a foo: its new content, time and revision. */
export type FooChange = FooContent & Pick<Foo, 'updatedAt' | 'revision'>;

/** A part of an account's foos. */
export interface FooPage {
  readonly items: readonly Foo[];
  /** The last id of this page, if more pages follow. */
  readonly next?: string;
}

/** The store of foos. Every call names the account that owns the foos. */
export interface Foos {
  /** Stores a new foo. An existing one stays as it is. */
  put(sub: string, foo: Foo): Promise<void>;
  get(sub: string, id: string): Promise<Foo | undefined>;
  /**
   * Replaces a foo's content.
   * @param expected the revision to replace. @default - any
   * @returns the foo; undefined when it does not exist or has another revision
   */
  replace(sub: string, id: string, change: FooChange, expected?: string): Promise<Foo | undefined>;
  /**
   * Removes a foo.
   * @param expected the revision to remove. @default - any
   * @returns `refused` when it does not exist or has another revision; `unknown` when an attempt whose
   * response was lost may have removed it
   */
  remove(sub: string, id: string, expected?: string): Promise<'removed' | 'refused' | 'unknown'>;
  /** Counts an account's foos. Reads them all. */
  count(sub: string): Promise<number>;
  /** Returns the foos before the id `after`, newest first. */
  list(sub: string, page: { readonly limit: number; readonly after?: string | undefined }): Promise<FooPage>;
}

const ATTRIBUTES = ['sk', 'name', 'note', 'createdAt', 'updatedAt', 'revision', 'reservation', 'v'] as const;

const partitionOf = (sub: string) => keyPrefixes.foo + sub;
const keyOf = (sub: string, id: string) => toAttributes({ pk: partitionOf(sub), sk: id });

/** Returns the condition of a write to an existing foo. */
const ifThere = (expected: string | undefined) =>
  expected === undefined ? 'attribute_exists(pk)' : 'revision = :expected';

/** Creates the store on the DynamoDB table. */
export function createDynamoFoos(client: DynamoDBClient, tableName: string): Foos {
  return {
    async put(sub, { id, name, note, createdAt, updatedAt, revision, reservation }) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: toAttributes({
          pk: partitionOf(sub),
          sk: id,
          v: SCHEMA_VERSION,
          name,
          note,
          createdAt,
          updatedAt,
          revision,
          reservation,
        }),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      await conditionalWrite(client, put);
    },

    async replace(sub, id, { name, note, updatedAt, revision }, expected) {
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(sub, id),
        ConditionExpression: ifThere(expected),
        UpdateExpression: `SET v = :v, #name = :name, updatedAt = :updatedAt, revision = :revision${
          note === undefined ? ' REMOVE note' : ', note = :note'
        }`,
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: toAttributes({
          ':expected': expected,
          ':v': SCHEMA_VERSION,
          ':name': name,
          ':updatedAt': updatedAt,
          ':revision': revision,
          ':note': note,
        }),
        ReturnValues: 'ALL_NEW',
      });
      const written = await conditionalWrite(client, update);
      return written.isApplied ? toFoo(written.attributes) : undefined;
    },

    async remove(sub, id, expected) {
      const removal = new DeleteItemCommand({
        TableName: tableName,
        Key: keyOf(sub, id),
        ConditionExpression: ifThere(expected),
        ExpressionAttributeValues:
          expected === undefined ? undefined : toAttributes({ ':expected': expected }),
      });
      const written = await conditionalWrite(client, removal);
      if (written.isApplied) return 'removed';
      return written.isRetried ? 'unknown' : 'refused';
    },

    async get(sub, id) {
      const item = await readItem(client, tableName, keyOf(sub, id), ATTRIBUTES);
      return item && toFoo(item);
    },

    async count(sub) {
      let count = 0;
      let startKey: Attributes | undefined;
      do {
        const query = new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: toAttributes({ ':pk': partitionOf(sub) }),
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
            ExpressionAttributeValues: toAttributes({
              ':pk': partitionOf(sub),
              ':after': after,
            }),
            ScanIndexForward: false,
            ConsistentRead: true,
            // One more than requested shows whether another page follows.
            Limit: limit + 1,
            ...project(ATTRIBUTES),
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

function toFoo(item: Attributes): Foo {
  const { sk, name, note, createdAt, updatedAt, revision, reservation, v } = item;
  assertReadable(v?.N);
  if (!sk?.S || name?.S === undefined || !createdAt?.S || !updatedAt?.S || !revision?.S) {
    throw new InternalError('A foo lacks attributes');
  }
  return {
    id: sk.S,
    name: name.S,
    ...(note?.S !== undefined && { note: note.S }),
    createdAt: createdAt.S,
    updatedAt: updatedAt.S,
    revision: revision.S,
    ...(reservation?.S !== undefined && { reservation: reservation.S }),
  };
}
