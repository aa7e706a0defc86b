/** Puts recorded items into a table, as if a release had just written them. */
import type { DynamoStore } from '../../local/aws/dynamodb/store';
import type { RecordedItems } from './record-items';

/** Times are stored in epoch seconds: whole numbers of ten digits. */
const TIME = /^\d{10}$/;

/** Writes the items with each time moved by the age of the recording. */
export async function plantItems(
  store: DynamoStore,
  tableName: string,
  { items, recordedAt }: RecordedItems,
): Promise<void> {
  const age = Math.floor(Date.now() / 1_000) - recordedAt;
  const move = (key: string, value: unknown) =>
    key === 'N' && TIME.test(String(value)) ? String(Number(value) + age) : value;
  for (const item of items) {
    const Item = JSON.parse(JSON.stringify(item), move);
    await store.perform('PutItem', { TableName: tableName, Item });
  }
}
