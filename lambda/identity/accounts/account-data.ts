/**
 * The store of all data that belongs to an account. It reads and deletes whole partitions, for the export and
 * the deletion.
 */
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { callAws } from '../../shared/sdk/call-aws';
import { type Attributes, toAttributes } from '../../shared/table/attributes';
import { FOO_COUNT_KEY, keyPrefixes } from '../../shared/table/key-prefixes';
import type { OwnedItems } from '../../shared/table/owned-data';
import { deleteItems, readPage } from '../../shared/table/partition';
import { SCHEMA_VERSION } from '../../shared/table/schema-version';
import { createDynamoIdentifierPointers } from './identifiers/identifier-pointers';

/** An item as its owner may see it: its `type`, and the values of some attributes. */
export type ExportedItem = Readonly<Record<string, ExportedValue>>;

type ExportedValue = string | number | boolean | readonly string[];

/** A page of items of one kind. */
export interface ExportedPage {
  readonly items: readonly ExportedItem[];
  /** Where the next page of this kind begins. @default - this is the last page */
  readonly next?: string;
}

/** Selects the page to read. */
export interface ExportQuery {
  readonly sub: string;
  readonly kind: OwnedItems;
  readonly limit: number;
  /** The `next` of the previous page. @default - starts with the first item */
  readonly after?: string | undefined;
}

/** Reads and deletes the data of an account. */
export interface AccountData {
  readPage(query: ExportQuery): Promise<ExportedPage>;
  /**
   * Deletes the items of one kind that one read returns, after their pointers.
   * @returns whether all of them are deleted
   */
  deleteSome(sub: string, kind: OwnedItems): Promise<boolean>;
  /**
   * Rejects further creations for an account that is being deleted: a request may still be running, and the
   * account's tokens may be accepted for a while.
   * @param until when the last token of the account is no longer valid, in epoch seconds
   */
  refuseCreation(sub: string, until: number): Promise<void>;
}

/** Creates a store that reads and deletes an account's data in the DynamoDB table. */
export function createDynamoAccountData(client: DynamoDBClient, tableName: string): AccountData {
  return {
    async readPage({ sub, kind, limit, after }) {
      const attributes = [...new Set(['sk', ...Object.values(kind.exported)])];
      const pk = kind.prefix + sub;
      const { items, isLast } = await readPage(client, tableName, { pk, attributes, limit, after });
      const next = isLast ? undefined : items.at(-1)?.sk?.S;
      return {
        items: items.filter(({ sk }) => !isHidden(kind, sk?.S)).map((item) => toExportedItem(kind, item)),
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
      if (kind.pointers) {
        const pointers = createDynamoIdentifierPointers(client, tableName, kind.pointers);
        for (const name of sortKeys) if (!isHidden(kind, name)) await pointers.release({ name, sub });
      }
      await deleteItems(client, tableName, pk, sortKeys);
      return isLast;
    },
  };
}

function toExportedItem({ type, exported }: OwnedItems, item: Attributes): ExportedItem {
  const members = Object.entries(exported).map(([name, attribute]) => {
    return [name, toExportedValue(item[attribute])] as const;
  });
  return { type, ...Object.fromEntries(members.filter(hasValue)) };
}

function toExportedValue(value: Attributes[string] | undefined): ExportedValue | undefined {
  if (value?.N !== undefined) return Number(value.N);
  return value?.L?.map(({ S = '' }) => S) ?? value?.BOOL ?? value?.S;
}

function isHidden({ hiddenKey }: OwnedItems, sk = ''): boolean {
  return hiddenKey !== undefined && sk.startsWith(hiddenKey);
}

function hasValue<Value>(member: readonly [string, Value]): member is readonly [string, NonNullable<Value>] {
  return member[1] !== undefined;
}
