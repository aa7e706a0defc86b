import { deleteExpired } from '../../../../local/aws/dynamodb/delete-expired';
import { type DynamoStore, openDynamoStore } from '../../../../local/aws/dynamodb/store';
import type { TableDefinition } from '../../../../local/template/table-definition';

const NOW = Date.UTC(2027, 0, 10);
const DAY = 86_400;
const nowSeconds = NOW / 1_000;
const MOVE = { from: NOW - 1_000, to: NOW };

const table: TableDefinition = {
  logicalId: 'Things',
  name: 'things',
  arn: 'arn:aws:dynamodb:r:a:table/things',
  attributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  keySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  globalSecondaryIndexes: [],
  localSecondaryIndexes: [],
  ttlAttribute: 'ttl',
};

let store: DynamoStore;

beforeEach(async () => {
  store = await openDynamoStore(undefined);
  await store.perform('CreateTable', {
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: table.attributeDefinitions,
    KeySchema: table.keySchema,
  });
  for (;;) {
    const { Table } = (await store.perform('DescribeTable', { TableName: table.name })) as {
      Table: { TableStatus: string };
    };
    if (Table.TableStatus === 'ACTIVE') break;
    await new Promise(setImmediate);
  }
});
afterEach(() => store.close());

const put = (sk: string, attributes: object = {}) =>
  store.perform('PutItem', { TableName: table.name, Item: { pk: { S: 'p' }, sk: { S: sk }, ...attributes } });
const expiring = (seconds: number) => ({ ttl: { N: String(seconds) } });

async function listKeys(): Promise<readonly string[]> {
  const { Items } = (await store.perform('Scan', { TableName: table.name })) as {
    Items: { sk: { S: string } }[];
  };
  return Items.map(({ sk }) => sk.S).sort();
}

test('an expired item is deleted after two days', async () => {
  await put('future', expiring(nowSeconds + 1));
  await put('just expired', expiring(nowSeconds - 1));
  await put('nearly two days', expiring(nowSeconds - 2 * DAY + 1));
  await put('two days', expiring(nowSeconds - 2 * DAY));
  await deleteExpired(store, [table], MOVE);
  expect(await listKeys()).toEqual(['future', 'just expired', 'nearly two days']);
});

test('an item whose attribute is not a valid time to live is kept', async () => {
  await put('none');
  await put('text', { ttl: { S: String(nowSeconds - 3 * DAY) } });
  await put('milliseconds', expiring(NOW));
  await put('six years', expiring(nowSeconds - 6 * 365 * DAY));
  await put('zero', expiring(0));
  await deleteExpired(store, [table], MOVE);
  expect(await listKeys()).toEqual(['milliseconds', 'none', 'six years', 'text', 'zero']);
});

test('a move by ten years deletes what expires on the way, and keeps what was too old before', async () => {
  const tenYears = 3_650 * DAY;
  await put('tomorrow', expiring(nowSeconds + DAY));
  await put('four years ago', expiring(nowSeconds - 4 * 365 * DAY));
  await put('six years ago', expiring(nowSeconds - 6 * 365 * DAY));
  await put('at the end', expiring(nowSeconds + tenYears));
  await deleteExpired(store, [table], { from: NOW, to: NOW + tenYears * 1_000 });
  expect(await listKeys()).toEqual(['at the end', 'six years ago']);
});

test('a table without the attribute keeps everything', async () => {
  await put('old', expiring(nowSeconds - 3 * DAY));
  const { ttlAttribute: _, ...without } = table;
  await deleteExpired(store, [without], MOVE);
  expect(await listKeys()).toEqual(['old']);
});

test('an item that is extended while the table is read is kept', async () => {
  await put('renewed', expiring(nowSeconds - 3 * DAY));
  await put('old', expiring(nowSeconds - 3 * DAY));
  const between: Pick<DynamoStore, 'perform'> = {
    async perform(operation, input) {
      const answer = await store.perform(operation, input);
      if (operation === 'Scan') await put('renewed', expiring(nowSeconds + DAY));
      return answer;
    },
  };
  await deleteExpired(between, [table], MOVE);
  expect(await listKeys()).toEqual(['renewed']);
});

test('a table of several pages is read to its end', async () => {
  const large = { data: { S: 'x'.repeat(390_000) }, ...expiring(nowSeconds - 3 * DAY) };
  for (const sk of ['a', 'b', 'c', 'd', 'e']) await put(sk, large);
  await deleteExpired(store, [table], MOVE);
  expect(await listKeys()).toEqual([]);
});
