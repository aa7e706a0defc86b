import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { createDynamoFooCounts, type FooCounts } from '../../../../lambda/foo/stores/foo-counts';
import { createDynamoAccountData } from '../../../../lambda/identity/accounts/account-data';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryFooCounts, NO_COUNT } from '../../fakes/memory-foos';

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Store {
  readonly counts: FooCounts;
  /** Closes an account, as its deletion does. */
  close(sub: string): Promise<unknown>;
}

function inMemory(): Store {
  const counts = createMemoryFooCounts();
  return { counts, close: async (sub) => counts.items.set(sub, { ...NO_COUNT, closed: true }) };
}

function onEmbeddedDynamo(): Store {
  const { client, tableName } = table;
  const { refuseCreation } = createDynamoAccountData(client, tableName);
  return {
    counts: createDynamoFooCounts(client, tableName),
    close: (sub) => refuseCreation(sub, 2_000_000_000),
  };
}

describe.each([
  ['in memory', inMemory],
  ['on the embedded DynamoDB', onEmbeddedDynamo],
])('counts of foos %s', (_where, create) => {
  let accounts = 0;
  let sub: string;
  let counts: FooCounts;
  let close: Store['close'];
  beforeEach(() => {
    ({ counts, close } = create());
    accounts += 1;
    sub = `sub-${accounts}`;
  });

  test('the count of an account without foos is 0 and was never checked', async () => {
    expect(await counts.find(sub)).toEqual(NO_COUNT);
  });

  test('counts up to the limit, separately for each account', async () => {
    for (const counted of [true, true, false, false]) expect(await counts.add(sub, 2, 100)).toBe(counted);
    expect(await counts.find(sub)).toMatchObject({ count: 2, checkedAt: 0, takenAt: 100 });
    expect(await counts.add(`${sub}0`, 2, 100)).toBe(true);
  });

  test('of fifty concurrent additions it accepts as many as the limit allows', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => counts.add(sub, 20, 100)));
    expect(outcomes.filter(Boolean)).toHaveLength(20);
    expect((await counts.find(sub)).count).toBe(20);
  });

  test('corrects an unchanged count, stores the time, and continues from there', async () => {
    for (let n = 0; n < 3; n++) await counts.add(sub, 3, 100);
    await counts.correct(sub, await counts.find(sub), { count: 1, checkedAt: 500 });
    expect(await counts.find(sub)).toMatchObject({ count: 1, checkedAt: 500 });
    expect(await counts.add(sub, 3, 100)).toBe(true);
    expect(await counts.find(sub)).toMatchObject({ count: 2, checkedAt: 500 });
  });

  test('a count that has changed since it was read is not corrected', async () => {
    await counts.add(sub, 3, 100);
    const read = await counts.find(sub);
    await counts.add(sub, 3, 100);
    await counts.correct(sub, read, { count: 0, checkedAt: 500 });
    expect(await counts.find(sub)).toMatchObject({ count: 2, checkedAt: 0, takenAt: 100 });
  });

  test('subtracts down to 0, if the count has not changed since it was read', async () => {
    for (let n = 0; n < 2; n++) await counts.add(sub, 3, 100);
    const read = await counts.find(sub);
    expect(await counts.subtract(sub, read)).toBe('counted');
    expect(await counts.subtract(sub, read)).toBe('changed');
    expect(await counts.subtract(sub, await counts.find(sub))).toBe('counted');
    expect(await counts.subtract(sub, await counts.find(sub))).toBe('changed');
    expect((await counts.find(sub)).count).toBe(0);
  });

  test('a count that has returned to the same number counts as changed', async () => {
    await counts.add(sub, 3, 100);
    const read = await counts.find(sub);
    await counts.add(sub, 3, 100);
    await counts.subtract(sub, await counts.find(sub));
    await counts.correct(sub, read, { count: 0, checkedAt: 500 });
    expect(await counts.subtract(sub, read)).toBe('changed');
    expect(await counts.find(sub)).toMatchObject({ count: 1, checkedAt: 0 });
  });

  test('a count that does not exist is neither subtracted from nor corrected', async () => {
    expect(await counts.subtract(sub, NO_COUNT)).toBe('changed');
    await counts.correct(sub, NO_COUNT, { count: 5, checkedAt: 500 });
    expect(await counts.find(sub)).toEqual(NO_COUNT);
  });

  test('of fifty concurrent subtractions one succeeds', async () => {
    for (let n = 0; n < 3; n++) await counts.add(sub, 3, 100);
    const read = await counts.find(sub);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => counts.subtract(sub, read)));
    expect(outcomes.filter((outcome) => outcome === 'counted')).toHaveLength(1);
    expect((await counts.find(sub)).count).toBe(2);
  });

  test('nothing changes the count of a closed account', async () => {
    await counts.add(sub, 3, 100);
    const read = await counts.find(sub);
    await close(sub);
    const closed = await counts.find(sub);
    for (const one of [read, closed]) {
      expect(await counts.subtract(sub, one)).toBe('changed');
      await counts.correct(sub, one, { count: 1, checkedAt: 500 });
    }
    expect(await counts.find(sub)).toEqual({ ...NO_COUNT, closed: true });
  });

  test('a closed account gets no more foos, at any count', async () => {
    await counts.add(sub, 3, 100);
    await close(sub);
    expect(await counts.add(sub, 3, 100)).toBe(false);
    expect(await counts.find(sub)).toEqual({ ...NO_COUNT, closed: true });
    expect(await counts.add(`${sub}0`, 3, 100)).toBe(true);
  });
});

test('after a lost answer the count may be too high, never too low', async () => {
  const counts = createDynamoFooCounts(table.retrying, table.tableName);
  for (let n = 0; n < 3; n++) await counts.add('retrying', 100, 100);
  expect((await counts.find('retrying')).count).toBeGreaterThanOrEqual(3);
});

describe('counts of foos on the AWS SDK', () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const counts = createDynamoFooCounts(dynamo, 'Table');

  test('a count is read consistently', async () => {
    client.on(GetItemCommand).resolves({});
    await counts.find('ada');
    expect(client.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'Table',
      Key: { pk: { S: 'FOO_COUNT#ada' }, sk: { S: 'COUNT' } },
      ConsistentRead: true,
    });
  });

  test('the outcome of a subtraction that the SDK sent twice is unknown', async () => {
    const refused = (attempts: number) =>
      new ConditionalCheckFailedException({
        $metadata: { attempts },
        message: 'The conditional request failed',
      });
    client.on(UpdateItemCommand).rejectsOnce(refused(1)).rejects(refused(2));
    expect(await counts.subtract('ada', NO_COUNT)).toBe('changed');
    expect(await counts.subtract('ada', NO_COUNT)).toBe('unknown');
  });

  test('a failed write does not count as a full account', async () => {
    client.on(UpdateItemCommand).rejects(Object.assign(new Error('no'), { name: 'ThrottlingException' }));
    await expect(counts.add('ada', 5, 100)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });
});
