import { randomUUID } from 'node:crypto';
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { AttemptReservation } from '../../../../lambda/identity/throttling/attempt-update';
import { type Attempts, failuresAt, noAttempts } from '../../../../lambda/identity/throttling/backoff';
import {
  createDynamoUnknownUsernameAttempts,
  type UnknownUsernameAttempts,
} from '../../../../lambda/identity/throttling/unknown-username-attempts';
import { DAY } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryUnknownUsernameAttempts } from '../../fakes/memory-attempts';
import { countAdmitted } from '../../fakes/outcomes';

const AT = 1_767_323_045_678;
const FREE = 5;
const LIMITS = { quietPeriodMs: 3 * DAY * 1000 };

/** An attempt that nobody has made before. */
const newAttempt = (seen: Attempts, at = AT): AttemptReservation => ({
  id: randomUUID(),
  at,
  seen,
  failures: seen.failures,
  freeFailures: FREE,
});

let names = 0;
let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, () => UnknownUsernameAttempts]>([
  ['in memory', createMemoryUnknownUsernameAttempts],
  [
    'on the embedded DynamoDB',
    () => createDynamoUnknownUsernameAttempts(table.client, table.tableName, LIMITS),
  ],
])('attempts on unknown names %s', (_where, create) => {
  let store: UnknownUsernameAttempts;
  let name: string;
  beforeEach(() => {
    store = create();
    names += 1;
    name = `hash-${names}`;
  });

  const reserve = async (at = AT, nameHash = name) =>
    store.reserve(nameHash, newAttempt(await store.find(nameHash), at));

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
    const admitted = await countAdmitted(50, () => store.reserve(name, newAttempt(seen)));
    expect(admitted).toBe(FREE);
    expect((await store.find(name)).failures).toBe(FREE);
  });

  test('when the free ones are used up, of those that come at once one is let through, and one of the next', async () => {
    for (let n = 0; n < FREE; n++) await reserve(AT + n);
    for (const at of [AT + 1000, AT + 3000]) {
      const seen = await store.find(name);
      expect(await countAdmitted(10, () => store.reserve(name, newAttempt(seen, at)))).toBe(1);
    }
    expect(await store.find(name)).toEqual({ failures: FREE + 2, lastAttemptAt: AT + 3000 });
  });

  test('an attempt that saw a free one left is refused when others have used it up', async () => {
    const early = await store.find(name);
    for (let n = 0; n < FREE; n++) await reserve();
    expect(await store.reserve(name, newAttempt(early))).toBe(false);
  });
});

describe('an attempt whose answer was lost', () => {
  test('lets no more through', async () => {
    const store = createDynamoUnknownUsernameAttempts(table.retrying, table.tableName, LIMITS);
    const reserve = () => store.reserve('lost', newAttempt(noAttempts));
    expect(await countAdmitted(10, reserve)).toBeLessThanOrEqual(FREE);
    expect((await store.find('lost')).failures).toBeGreaterThanOrEqual(FREE);
  });

  test.each([
    ['the last free one', FREE - 1, FREE + 1],
    ['one past those', FREE, FREE + 1],
  ])('is let through when it is %s', async (which, before, after) => {
    const [once, twice] = [table.client, table.retrying].map((client) =>
      createDynamoUnknownUsernameAttempts(client, table.tableName, LIMITS),
    ) as [UnknownUsernameAttempts, UnknownUsernameAttempts];
    for (let n = 0; n < before; n++) await once.reserve(which, newAttempt(await once.find(which)));
    expect(await twice.reserve(which, newAttempt(await once.find(which), AT + 1))).toBe(true);
    expect(await once.find(which)).toEqual({ failures: after, lastAttemptAt: AT + 1 });
  });
});

test('an item expires when all its failures are forgiven, and one more that a retry may have counted', async () => {
  const store = createDynamoUnknownUsernameAttempts(table.client, table.tableName, LIMITS);
  for (const at of [AT, AT + DAY * 1000]) {
    await store.reserve('expiring', newAttempt(await store.find('expiring'), at));
  }
  const Key = { pk: { S: 'THROTTLE#account#expiring' }, sk: { S: 'THROTTLE' } };
  const { Item: item } = await table.client.send(new GetItemCommand({ TableName: table.tableName, Key }));
  expect(item).toEqual({
    ...Key,
    v: { N: '1' },
    failures: { N: '2' },
    lastAttemptAt: { N: String(AT + DAY * 1000) },
    attemptId: { S: expect.any(String) },
    expiresAt: { N: String(Math.ceil(AT / 1000) + (1 + 3 * (FREE + 1)) * DAY) },
  });
});

test.each([0, 4, 5, 99])(
  'an item of %d failures and one more lasts as long as one of them counts',
  async (failures) => {
    const store = createDynamoUnknownUsernameAttempts(table.client, table.tableName, LIMITS);
    const nameHash = `kept-${failures}`;
    const seen = { failures, lastAttemptAt: AT - 1 };
    await store.reserve(nameHash, newAttempt(seen));
    const Key = { pk: { S: `THROTTLE#account#${nameHash}` }, sk: { S: 'THROTTLE' } };
    const { Item: item } = await table.client.send(new GetItemCommand({ TableName: table.tableName, Key }));
    const left = failuresAt(
      { failures: failures + 1, lastAttemptAt: AT },
      LIMITS,
      Number(item?.expiresAt?.N) * 1000,
    );
    expect(left).toBe(0);
  },
);

describe('on the AWS SDK', () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const store = createDynamoUnknownUsernameAttempts(dynamo, 'Table', LIMITS);

  test('attempts are read consistently', async () => {
    client.on(GetItemCommand).resolves({});
    await store.find('hash');
    expect(client.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
  });

  test('a throttled table is a dependency that is unavailable, and no refusal', async () => {
    client.rejects(Object.assign(new Error('no'), { name: 'ThrottlingException' }));
    const reserve = () => store.reserve('hash', newAttempt(noAttempts));
    for (const call of [() => store.find('hash'), reserve]) {
      await expect(call()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    }
    expect(client.commandCalls(UpdateItemCommand)).toHaveLength(1);
  });
});
