import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { createDynamoUnknownNames, type UnknownNames } from '../../../lambda/auth/unknown-names';
import { DAY } from '../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import { createMemoryUnknownNames } from '../fakes/memory-attempts';
import { countAdmitted } from '../fakes/outcomes';

const AT = 1_767_323_045_678;
const FREE = 5;

let names = 0;
let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, () => UnknownNames]>([
  ['in memory', createMemoryUnknownNames],
  ['on the embedded DynamoDB', () => createDynamoUnknownNames(table.client, table.tableName)],
])('attempts on unknown names %s', (_where, create) => {
  let store: UnknownNames;
  let name: string;
  beforeEach(() => {
    store = create();
    names += 1;
    name = `hash-${names}`;
  });

  const reserve = async (at = AT, nameHash = name) =>
    store.reserve(nameHash, { at, seen: await store.find(nameHash), freeFailures: FREE });

  test('there are none at first', async () => {
    expect(await store.find(name)).toEqual({ failures: 0, lastAttemptAt: 0 });
  });

  test('each is counted with its time, under its own name', async () => {
    expect(await reserve(AT)).toBe(true);
    expect(await reserve(AT + 1)).toBe(true);
    expect(await store.find(name)).toEqual({ failures: 2, lastAttemptAt: AT + 1 });
    expect(await store.find(`${name}0`)).toEqual({ failures: 0, lastAttemptAt: 0 });
  });

  test('of fifty first attempts at once the free ones are let through', async () => {
    const seen = await store.find(name);
    const admitted = await countAdmitted(50, () => store.reserve(name, { at: AT, seen, freeFailures: FREE }));
    expect(admitted).toBe(FREE);
    expect((await store.find(name)).failures).toBe(FREE);
  });

  test('when the free ones are used up, of those that come at once one is let through, and one of the next', async () => {
    for (let n = 0; n < FREE; n++) await reserve(AT + n);
    for (const at of [AT + 1000, AT + 3000]) {
      const seen = await store.find(name);
      const reservation = { at, seen, freeFailures: FREE };
      expect(await countAdmitted(10, () => store.reserve(name, reservation))).toBe(1);
    }
    expect(await store.find(name)).toEqual({ failures: FREE + 2, lastAttemptAt: AT + 3000 });
  });

  test('an attempt that saw a free one left is refused when others have used it up', async () => {
    const early = await store.find(name);
    for (let n = 0; n < FREE; n++) await reserve();
    expect(await store.reserve(name, { at: AT, seen: early, freeFailures: FREE })).toBe(false);
  });
});

test('a lost answer lets no more attempts through', async () => {
  const store = createDynamoUnknownNames(table.retrying, table.tableName);
  const reservation = { at: AT, seen: { failures: 0, lastAttemptAt: 0 }, freeFailures: FREE };
  expect(await countAdmitted(10, () => store.reserve('lost', reservation))).toBeLessThanOrEqual(FREE);
  expect((await store.find('lost')).failures).toBe(FREE);
});

test('an item expires two years after the last attempt, of which each puts it off', async () => {
  const store = createDynamoUnknownNames(table.client, table.tableName);
  for (const at of [AT, AT + DAY * 1000]) {
    await store.reserve('expiring', { at, seen: await store.find('expiring'), freeFailures: FREE });
  }
  const Key = { pk: { S: 'THROTTLE#account#expiring' }, sk: { S: 'THROTTLE' } };
  const { Item: item } = await table.client.send(new GetItemCommand({ TableName: table.tableName, Key }));
  expect(item).toEqual({
    ...Key,
    v: { N: '1' },
    failures: { N: '2' },
    lastAttemptAt: { N: String(AT + DAY * 1000) },
    expiresAt: { N: String(Math.floor(AT / 1000) + 731 * DAY) },
  });
});

describe('on the AWS SDK', () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const store = createDynamoUnknownNames(dynamo, 'Table');

  test('attempts are read consistently', async () => {
    client.on(GetItemCommand).resolves({});
    await store.find('hash');
    expect(client.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
  });

  test('a throttled table is a dependency that is unavailable, and no refusal', async () => {
    client.rejects(Object.assign(new Error('no'), { name: 'ThrottlingException' }));
    const reservation = { at: AT, seen: { failures: 0, lastAttemptAt: 0 }, freeFailures: FREE };
    for (const call of [() => store.find('hash'), () => store.reserve('hash', reservation)]) {
      await expect(call()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    }
    expect(client.commandCalls(UpdateItemCommand)).toHaveLength(1);
  });
});
