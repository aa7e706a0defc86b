/** Puts recorded items into a table, as if a release had just written them. */
import type { DynamoStore } from '../../local/aws/dynamodb/store';
import type { RecordedItems } from './record-items';

/** Times are stored in epoch seconds, or in epoch milliseconds: whole numbers of ten or thirteen digits. */
const TIME = /\b(?:\d{10}|\d{13})\b/g;

/** Writes the items with each time moved by the age of the recording. */
export async function plantItems(
  store: DynamoStore,
  tableName: string,
  { items, recordedAt }: RecordedItems,
): Promise<void> {
  const moveTimes = createMover(recordedAt);
  const move = (key: string, value: unknown) => (key === 'N' ? moveTimes(String(value)) : value);
  for (const item of items) {
    const Item = JSON.parse(JSON.stringify(item), move);
    await store.perform('PutItem', { TableName: tableName, Item });
  }
}

/** Returns a function that moves each time in a text by the age of the recording. */
export function createMover(recordedAt: number): (text: string) => string {
  const age = Math.floor(Date.now() / 1_000) - recordedAt;
  return (text) =>
    text.replace(TIME, (time) => String(Number(time) + age * (time.length === 10 ? 1 : 1_000)));
}
