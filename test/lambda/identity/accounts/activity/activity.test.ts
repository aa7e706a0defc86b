import {
  type Activity,
  createDynamoActivity,
} from '../../../../../lambda/identity/accounts/activity/activity';
import { toActivityEntry } from '../../../../../lambda/identity/accounts/activity/activity-entry';
import { readPage } from '../../../../../lambda/shared/table/partition';
import { createTable } from '../../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryActivity } from '../../../fakes/memory-activity';

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

const onDynamo = () =>
  createDynamoActivity({
    ...createTable(table.client, table.tableName),
    readPage: (query) => readPage(table.client, table.tableName, query),
  });

const DAY_MS = 86_400_000;
const at = 1_800_000_000_000;
const firefox = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0';
const entry = (millis: number) =>
  toActivityEntry('signed-in', { ip: '192.0.2.77', userAgent: firefox }, millis, 'n');

describe.each<[string, () => Activity]>([
  ['in memory', createMemoryActivity],
  ['on the embedded DynamoDB', onDynamo],
])('activity %s', (where, create) => {
  test('is listed page by page, newest first', async () => {
    const activity = create();
    const sub = `paged ${where}`;
    for (const millis of [at + 1, at + 3, at + 2]) await activity.add(sub, entry(millis));
    const now = at / 1000;

    const first = await activity.list(sub, { limit: 2, now });
    const second = await activity.list(sub, { limit: 2, now, after: first.next });

    expect(first.entries).toEqual([entry(at + 3), entry(at + 2)]);
    expect(second).toEqual({ entries: [entry(at + 1)] });
  });

  test('of another account is not listed', async () => {
    const activity = create();
    await activity.add(`owner ${where}`, entry(at));
    expect(await activity.list(`other ${where}`, { limit: 2, now: 0 })).toEqual({ entries: [] });
  });

  test('is not listed once it has expired, though it is still stored', async () => {
    const activity = create();
    const sub = `expired ${where}`;
    await activity.add(sub, entry(at));
    const end = (at + 400 * DAY_MS) / 1000;
    expect((await activity.list(sub, { limit: 2, now: end - 1 })).entries).toHaveLength(1);
    expect((await activity.list(sub, { limit: 2, now: end })).entries).toEqual([]);
  });
});

test.each([
  ['192.0.2.77', '192.0.2.0/24'],
  ['::ffff:192.0.2.77', '192.0.2.0/24'],
  ['2001:db8:1:2::77', '2001:db8:1::/48'],
  ['<script>', undefined],
])('an entry shortens the address %s', (ip, network) => {
  expect(toActivityEntry('signed-in', { ip }, at, 'n').network).toBe(network);
});

test('an entry holds no text of the User-Agent', () => {
  const userAgent = `${firefox} <script>alert(1)</script>`;
  const stored = toActivityEntry('signed-in', { ip: '192.0.2.77', userAgent }, at, 'n');
  expect(stored.device).toBe('Firefox/Windows');
  expect(JSON.stringify(stored)).not.toMatch(/script|Mozilla|140|\.77/);
});
