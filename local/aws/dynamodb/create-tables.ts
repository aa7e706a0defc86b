/** Creates the tables of the template in the embedded DynamoDB, unless they exist. */
import { StartError } from '../../support/start-error';
import type { TableDefinition } from '../../template/table-definition';
import { AwsError } from '../answer';
import { asArray, asObject } from './read-input';
import type { DynamoStore } from './store';

const ATTEMPTS = 100;
const PAUSE_MS = 10;

/**
 * Creates each table that does not exist yet. Expired items are kept: DynamoDB can delete them days late, so
 * code that works here does not depend on the deletion.
 * @throws StartError when an existing table has other keys or indexes than the template
 */
export async function createTables(store: DynamoStore, tables: readonly TableDefinition[]): Promise<void> {
  for (const table of tables) {
    const existing = await describeTable(store, table.name);
    if (existing === undefined) await store.perform('CreateTable', toCreateTable(table));
    else if (shapeOf(existing) !== shapeOf(toCreateTable(table))) {
      throw new StartError(
        `The stored table ${table.name} has other keys or indexes than the template. Pass --fresh to start with empty tables.`,
      );
    }
    await waitUntilActive(store, table.name);
  }
}

async function describeTable(store: DynamoStore, name: string): Promise<Record<string, unknown> | undefined> {
  try {
    const { Table } = asObject(await store.perform('DescribeTable', { TableName: name }));
    return asObject(Table);
  } catch (error) {
    if (error instanceof AwsError && error.type.endsWith('#ResourceNotFoundException')) return undefined;
    throw error;
  }
}

function toCreateTable(table: TableDefinition): Record<string, unknown> {
  const { globalSecondaryIndexes, localSecondaryIndexes } = table;
  const pickIndex = ({ IndexName, KeySchema, Projection }: Record<string, unknown>) => ({
    IndexName,
    KeySchema,
    Projection,
  });
  return {
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: table.attributeDefinitions,
    KeySchema: table.keySchema,
    ...(globalSecondaryIndexes.length > 0 && {
      GlobalSecondaryIndexes: globalSecondaryIndexes.map(pickIndex),
    }),
    ...(localSecondaryIndexes.length > 0 && { LocalSecondaryIndexes: localSecondaryIndexes.map(pickIndex) }),
  };
}

/** Returns the parts that must be equal for stored items to be readable: keys, their types, and indexes. */
function shapeOf(table: Record<string, unknown>): string {
  const keys = (schema: unknown) => asArray(schema).map((key) => Object.values(asObject(key)).sort());
  const indexes = (list: unknown) =>
    asArray(list)
      .map((entry) => asObject(entry))
      .map(({ IndexName, KeySchema }) => [IndexName, keys(KeySchema)])
      .sort();
  const types = asArray(table.AttributeDefinitions).map((entry) => Object.values(asObject(entry)).sort());
  return JSON.stringify([
    keys(table.KeySchema),
    types.sort(),
    indexes(table.GlobalSecondaryIndexes),
    indexes(table.LocalSecondaryIndexes),
  ]);
}

async function waitUntilActive(store: DynamoStore, name: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const table = await describeTable(store, name);
    const indexes = asArray(table?.GlobalSecondaryIndexes).map((index) => asObject(index).IndexStatus);
    if ([table?.TableStatus, ...indexes].every((status) => status === 'ACTIVE')) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new StartError(`The stored table ${name} is incomplete. Pass --fresh to start with empty tables.`);
}
