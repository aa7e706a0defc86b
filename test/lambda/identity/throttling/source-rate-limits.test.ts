import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  createDynamoSourceRateLimits,
  type SourceRateLimits,
  type SourceWindow,
  windowAt,
} from '../../../../lambda/identity/throttling/source-rate-limits';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemorySourceRateLimits } from '../../fakes/memory-attempts';
import { countAdmitted } from '../../fakes/outcomes';

const QUARTER = 900;
const MAX = 3;

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

test('a window begins and ends at full quarters of an hour', () => {
  const half = Date.UTC(2026, 0, 2, 3, 30);
  const endOf = (millis: number) => windowAt('sign-in', 'source', millis).endsAt;
  expect(endOf(half - 1)).toBe(half / 1000);
  expect(endOf(half)).toBe(half / 1000 + QUARTER);
  expect(endOf(half + QUARTER * 1000 - 1)).toBe(half / 1000 + QUARTER);
});

test('the windows of mails are full hours and days', () => {
  const at = Date.UTC(2026, 0, 2, 3, 30);
  expect(windowAt('mail', 'source', at).endsAt).toBe(Date.UTC(2026, 0, 2, 4) / 1000);
  expect(windowAt('mail-account', 'source', at).endsAt).toBe(Date.UTC(2026, 0, 3) / 1000);
  expect(windowAt('mail-address', 'source', at).endsAt).toBe(Date.UTC(2026, 0, 3) / 1000);
});

let sources = 0;
function newWindow(): SourceWindow {
  sources += 1;
  return { kind: 'sign-in', sourceHash: `source-${sources}`, endsAt: 1_767_323_700 };
}

describe.each<[string, () => SourceRateLimits]>([
  ['in memory', createMemorySourceRateLimits],
  ['on the embedded DynamoDB', () => createDynamoSourceRateLimits(table.client, table.tableName)],
])('counts of sources %s', (_where, create) => {
  let store: SourceRateLimits;
  let window: SourceWindow;
  beforeEach(() => {
    store = create();
    window = newWindow();
  });

  test('of fifty concurrent attempts, as many are admitted as the limit allows', async () => {
    expect(await countAdmitted(50, () => store.reserve(window, MAX))).toBe(MAX);
    expect(await store.reserve(window, MAX)).toBe(false);
  });

  test.each<[string, Partial<SourceWindow>]>([
    ['kind', { kind: 'sign-up' }],
    ['source', { sourceHash: 'other' }],
    ['window', { endsAt: 1_767_323_700 + QUARTER }],
  ])('another %s has a separate count', async (_what, change) => {
    await countAdmitted(MAX, () => store.reserve(window, MAX));
    expect(await store.reserve({ ...window, ...change }, MAX)).toBe(true);
    expect(await store.reserve(window, MAX)).toBe(false);
  });

  test('a refunded attempt makes room for one', async () => {
    await countAdmitted(MAX, () => store.reserve(window, MAX));
    await store.refund(window);
    expect(await countAdmitted(10, () => store.reserve(window, MAX))).toBe(1);
  });

  test('more refunds than counts make no more room than there was', async () => {
    await store.refund(window);
    await store.reserve(window, MAX);
    for (let n = 0; n < 3; n++) await store.refund(window);
    expect(await countAdmitted(10, () => store.reserve(window, MAX))).toBe(MAX);
  });
});

test('a lost response does not admit more attempts', async () => {
  const store = createDynamoSourceRateLimits(table.retrying, table.tableName);
  const window = newWindow();
  expect(await countAdmitted(10, () => store.reserve(window, MAX))).toBeLessThanOrEqual(MAX);
});

test('a count expires an hour after its window', async () => {
  const store = createDynamoSourceRateLimits(table.client, table.tableName);
  const window = { ...newWindow(), sourceHash: 'expiring' };
  await store.reserve(window, MAX);
  const Key = { pk: { S: 'THROTTLE#sign-in#expiring' }, sk: { S: `THROTTLE#${window.endsAt}` } };
  const { Item: item } = await table.client.send(new GetItemCommand({ TableName: table.tableName, Key }));
  expect(item).toEqual({
    ...Key,
    v: { N: '1' },
    attempts: { N: '1' },
    expiresAt: { N: String(window.endsAt + 3600) },
  });
});
