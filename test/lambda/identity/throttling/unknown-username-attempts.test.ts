import { randomUUID } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
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
const newAttempt = (seen: Attempts): AttemptReservation => ({
  id: randomUUID(),
  at: AT,
  seen,
  failures: seen.failures,
  freeFailures: FREE,
});

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

test.each<[string, () => UnknownUsernameAttempts]>([
  ['in memory', createMemoryUnknownUsernameAttempts],
  [
    'on the embedded DynamoDB',
    () => createDynamoUnknownUsernameAttempts(table.client, table.tableName, LIMITS),
  ],
])('attempts %s are counted under their own names', async (_where, create) => {
  const store = create();
  expect(await store.reserve('one-hash', newAttempt(noAttempts))).toBe(true);
  expect(await store.find('one-hash')).toEqual({ failures: 1, lastAttemptAt: AT });
  expect(await store.find('one-hash0')).toEqual(noAttempts);
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
