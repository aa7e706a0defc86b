/** The store of all that belongs to an account: whole partitions, to be shown to their owner or removed. */
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { callAws } from '../../shared/sdk/call-aws';
import { type Attributes, toAttributes } from '../../shared/table/attributes';
import { FOO_COUNT_KEY, keyPrefixes } from '../../shared/table/key-prefixes';
import type { OwnedItems } from '../../shared/table/owned-data';
import { deleteItems, readPage } from '../../shared/table/partition';
import { SCHEMA_VERSION } from '../../shared/table/schema-version';

/** An item, as its owner may see it: its `type`, and texts and numbers. */
export type ExportedItem = Readonly<Record<string, string | number>>;

/** A part of one kind of an account's items. */
export interface ExportedPage {
  readonly items: readonly ExportedItem[];
  /** Where the next page of this kind begins. @default - there is none */
  readonly next?: string;
}

/** What a page is read by. */
export interface ExportQuery {
  readonly sub: string;
  readonly kind: OwnedItems;
  readonly limit: number;
  /** The `next` of the page before. @default - from the first on */
  readonly after?: string | undefined;
}

/** Where an account's data are. */
export interface AccountData {
  readPage(query: ExportQuery): Promise<ExportedPage>;
  /**
   * Deletes items of one kind, as many as one read gives.
   * @returns whether all of them are gone
   */
  deleteSome(sub: string, kind: OwnedItems): Promise<boolean>;
  /**
   * Refuses whatever an account that is being deleted would still create: a request may be under way, and a token may be trusted
   * for a while.
   * @param until when no token of the account is good any more, in epoch seconds
   */
  refuseCreation(sub: string, until: number): Promise<void>;
}

/** Reaches an account's data in the DynamoDB table. */
export function createDynamoAccountData(client: DynamoDBClient, tableName: string): AccountData {
  return {
    async readPage({ sub, kind, limit, after }) {
      const attributes = [...new Set(['sk', ...Object.values(kind.exported)])];
      const pk = kind.prefix + sub;
      const { items, isLast } = await readPage(client, tableName, { pk, attributes, limit, after });
      const next = isLast ? undefined : items.at(-1)?.sk?.S;
      return {
        items: items.map((item) => toExportedItem(kind, item)),
        ...(next !== undefined && { next }),
      };
    },

    async refuseCreation(sub, until) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: toAttributes({
          pk: keyPrefixes.fooCount + sub,
          sk: FOO_COUNT_KEY,
          v: SCHEMA_VERSION,
          closed: true,
          expiresAt: until,
        }),
      });
      await callAws((options) => client.send(put, options));
    },

    async deleteSome(sub, kind) {
      const pk = kind.prefix + sub;
      const { items, isLast } = await readPage(client, tableName, { pk, attributes: ['sk'], limit: 100 });
      const sortKeys = items.map(({ sk }) => sk?.S ?? '');
      await deleteItems(client, tableName, pk, sortKeys);
      return isLast;
    },
  };
}

function toExportedItem({ type, exported }: OwnedItems, item: Attributes): ExportedItem {
  const members = Object.entries(exported).map(([name, attribute]) => {
    const value = item[attribute];
    return [name, value?.N === undefined ? value?.S : Number(value.N)] as const;
  });
  return { type, ...Object.fromEntries(members.filter(hasValue)) };
}

function hasValue<Value>(member: readonly [string, Value]): member is readonly [string, NonNullable<Value>] {
  return member[1] !== undefined;
}
