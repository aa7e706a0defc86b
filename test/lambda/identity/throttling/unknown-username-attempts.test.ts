import { randomUUID } from 'node:crypto';
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { AttemptReservation } from '../../../../lambda/identity/throttling/attempt-update';
import { type Attempts, noAttempts } from '../../../../lambda/identity/throttling/backoff';
import {
  createDynamoUnknownUsernameAttempts,
  type UnknownUsernameAttempts,
} from '../../../../lambda/identity/throttling/unknown-username-attempts';
import { DAY } from '../../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryUnknownUsernameAttempts } from '../../fakes/memory-attempts';

const AT = 1_767_323_045_678;
const FREE = 5;
const LIMITS = { quietPeriodMs: 3 * DAY * 1000 };

/** Creates an attempt with a unique id. */
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

  test('are empty at first', async () => {
    expect(await store.find(name)).toEqual({ failures: 0, lastAttemptAt: 0 });
  });

  test('are counted with their times, under their own names', async () => {
    expect(await reserve(AT)).toBe(true);
    expect(await reserve(AT + 1)).toBe(true);
    expect(await store.find(name)).toEqual({ failures: 2, lastAttemptAt: AT + 1 });
    expect(await store.find(`${name}0`)).toEqual({ failures: 0, lastAttemptAt: 0 });
  });
});

test.each([0, 4, 5, 99])(
  'after %d failures an item expires when one more, and what a retry may have counted, are forgiven',
  async (failures) => {
    const store = createDynamoUnknownUsernameAttempts(table.client, table.tableName, LIMITS);
    const nameHash = `kept-${failures}`;
    await store.reserve(nameHash, newAttempt({ failures, lastAttemptAt: AT - 1 }));
    const Key = { pk: { S: `THROTTLE#account#${nameHash}` }, sk: { S: 'THROTTLE' } };
    const { Item: item } = await table.client.send(new GetItemCommand({ TableName: table.tableName, Key }));
    expect(item).toEqual({
      ...Key,
      v: { N: '1' },
      failures: { N: expect.any(String) },
      lastAttemptAt: { N: String(AT) },
      attemptId: { S: expect.any(String) },
      expiresAt: { N: String(Math.ceil(AT / 1000) + 3 * (Math.max(failures, FREE) + 1) * DAY) },
    });
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

  test('a throttled table is an unavailable dependency, not a rejection', async () => {
    client.rejects(Object.assign(new Error('no'), { name: 'ThrottlingException' }));
    const reserve = () => store.reserve('hash', newAttempt(noAttempts));
    for (const call of [() => store.find('hash'), reserve]) {
      await expect(call()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    }
    expect(client.commandCalls(UpdateItemCommand)).toHaveLength(1);
  });
});
