/** Reads the contents of a run's tables for display. */
import type { DynamoStore } from '../../aws/dynamodb/store';
import type { TableDefinition } from '../../template/table-definition';
import type { StoredItem } from './mask-item';

/** The maximum number of items that are read from a table. */
export const MAX_ITEMS = 100;

/** A table and its first items. */
export interface TableContents {
  readonly table: TableDefinition;
  /** In the order of a scan. */
  readonly items: readonly StoredItem[];
  /** Whether the table contains more items. */
  readonly more: boolean;
}

/** Reads the first items of each table. */
export function readTables(
  store: Pick<DynamoStore, 'perform'>,
  tables: readonly TableDefinition[],
): Promise<readonly TableContents[]> {
  return Promise.all(
    tables.map(async (table) => {
      const scan = { TableName: table.name, Limit: MAX_ITEMS };
      const { Items = [], LastEvaluatedKey } = (await store.perform('Scan', scan)) as {
        readonly Items?: readonly StoredItem[];
        readonly LastEvaluatedKey?: unknown;
      };
      return { table, items: Items, more: LastEvaluatedKey !== undefined };
    }),
  );
}
