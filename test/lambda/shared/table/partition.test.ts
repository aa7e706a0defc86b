import {
  BatchWriteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { deleteItems, readPage, readPages } from '../../../../lambda/shared/table/partition';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';

const keyOf = (n: number) => `sk-${String(n).padStart(3, '0')}`;

describe('a partition on the embedded DynamoDB', () => {
  let table: EmbeddedTable;
  beforeAll(async () => {
    table = await startEmbeddedTable();
    for (const [pk, count] of [
      ['P#1', 60],
      ['P#10', 1],
    ] as const) {
      for (let n = 0; n < count; n++) {
        const Item = { pk: { S: pk }, sk: { S: keyOf(n) }, shown: { N: '1' }, hidden: { S: 'x' } };
        await table.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
      }
    }
  });
  afterAll(() => table.close());

  const sortKeys = async (pk: string) => {
    const keys: (string | undefined)[] = [];
    for await (const items of readPages(table.client, table.tableName, {
      pk,
      attributes: ['sk'],
      limit: 7,
    })) {
      expect(items.length).toBeLessThanOrEqual(7);
      keys.push(...items.map(({ sk }) => sk?.S));
    }
    return keys;
  };

  test('a page has the requested attributes, starts after a sort key, and says whether it is the last', async () => {
    const query = { pk: 'P#1', attributes: ['sk', 'shown'], limit: 2 };
    expect(await readPage(table.client, table.tableName, { ...query, after: keyOf(3) })).toEqual({
      items: [4, 5].map((n) => ({ sk: { S: keyOf(n) }, shown: { N: '1' } })),
      isLast: false,
    });
    expect(await readPage(table.client, table.tableName, { ...query, after: keyOf(58) })).toMatchObject({
      items: [{ sk: { S: keyOf(59) } }],
      isLast: true,
    });
  });

  test('a page may start after an item that was deleted meanwhile', async () => {
    const query = { pk: 'P#1', attributes: ['sk'], limit: 1, after: `${keyOf(3)}x` };
    const { items } = await readPage(table.client, table.tableName, query);
    expect(items).toEqual([{ sk: { S: keyOf(4) } }]);
  });

  test('pages contain every item once, in order, and nothing of another partition', async () => {
    expect(await sortKeys('P#1')).toEqual(Array.from({ length: 60 }, (_, n) => keyOf(n)));
    expect(await sortKeys('P#2')).toEqual([]);
  });

  test('deletes exactly the given items, in several batches, including missing ones', async () => {
    const doomed = Array.from({ length: 60 }, (_, n) => keyOf(n + 5));
    await deleteItems(table.client, table.tableName, 'P#1', doomed);
    expect(await sortKeys('P#1')).toEqual([0, 1, 2, 3, 4].map(keyOf));
    expect(await sortKeys('P#10')).toEqual([keyOf(0)]);
  });
});

describe('a partition on the AWS SDK', () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const waits: number[] = [];
  const backoff = { sleep: async (millis: number) => waits.push(millis), random: () => 0.5 };
  beforeEach(() => {
    client.reset();
    waits.splice(0);
  });

  const batches = () =>
    client
      .commandCalls(BatchWriteItemCommand)
      .map(({ args }) => args[0].input.RequestItems?.Table?.map((one) => one.DeleteRequest?.Key?.sk?.S));
  const undone = (...sortKeys: readonly string[]) => ({
    UnprocessedItems: {
      Table: sortKeys.map((sk) => ({ DeleteRequest: { Key: { pk: { S: 'P#1' }, sk: { S: sk } } } })),
    },
  });

  test('each page is read consistently: none of its items that was just written is left', async () => {
    client
      .on(QueryCommand)
      .resolvesOnce({ Items: [{ sk: { S: 'a' } }], LastEvaluatedKey: { pk: { S: 'P#1' }, sk: { S: 'a' } } })
      .resolves({ Items: [{ sk: { S: 'b' } }] });
    const pages = [];
    for await (const page of readPages(dynamo, 'Table', { pk: 'P#1', attributes: ['sk'] })) pages.push(page);
    expect(pages.flat().map(({ sk }) => sk?.S)).toEqual(['a', 'b']);
    const queries = client.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    for (const query of queries) expect(query).toMatchObject({ TableName: 'Table', ConsistentRead: true });
    expect(queries[1]?.ExclusiveStartKey).toEqual({ pk: { S: 'P#1' }, sk: { S: 'a' } });
  });

  test('items that DynamoDB leaves unprocessed are sent again after a wait, and only those', async () => {
    client
      .on(BatchWriteItemCommand)
      .resolvesOnce(undone('b', 'c'))
      .resolvesOnce(undone('c'))
      .resolves({ UnprocessedItems: {} });
    await deleteItems(dynamo, 'Table', 'P#1', ['a', 'b', 'c'], backoff);
    expect(batches()).toEqual([['a', 'b', 'c'], ['b', 'c'], ['c']]);
    expect(waits).toEqual([50, 100]);
  });

  test('items that stay unprocessed fail the call, and no later batch hides that', async () => {
    client.on(BatchWriteItemCommand).resolves(undone('a'));
    const many = Array.from({ length: 30 }, (_, n) => keyOf(n));
    await expect(deleteItems(dynamo, 'Table', 'P#1', many, backoff)).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
    });
    expect(batches()).toHaveLength(4);
    expect(waits).toEqual([50, 100, 200]);
  });

  test('nothing to delete costs nothing', async () => {
    await deleteItems(dynamo, 'Table', 'P#1', []);
    expect(batches()).toEqual([]);
  });
});
