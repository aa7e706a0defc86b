import {
  createDynamoOpenResets,
  type OpenResets,
} from '../../../../../lambda/identity/email/password-resets/open-resets';
import { createTable } from '../../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryOpenResets } from '../../../fakes/memory-resets';
import { countAdmitted } from '../../../fakes/outcomes';
import { ofLevel } from '../../../fakes/store-levels';

const NOW = 1_767_323_045_678;
const resetOf = (n: number, validUntil = NOW + 600_000) => ({ digest: `digest-${n}`, validUntil });

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, () => OpenResets]>(
  ofLevel([
    ['in memory', createMemoryOpenResets],
    ['on the embedded DynamoDB', () => createDynamoOpenResets(createTable(table.client, table.tableName))],
    [
      'when every first answer is lost',
      () => createDynamoOpenResets(createTable(table.retrying, table.tableName)),
    ],
  ]),
)('open resets %s', (where, create) => {
  let resets: OpenResets;
  let owner = '';
  let count = 0;
  beforeEach(() => {
    resets = create();
    owner = `${where} ${++count}`;
  });
  const open = (n: number, now = NOW) => resets.open(owner, resetOf(n, now + 600_000), now);
  const digests = async () => (await resets.list(owner)).map(({ digest }) => digest).sort();

  test('opens three, and then no more', async () => {
    expect([await open(1), await open(2), await open(3), await open(4)]).toEqual([true, true, true, false]);
    expect(await digests()).toEqual(['digest-1', 'digest-2', 'digest-3']);
    expect(await resets.open('another', resetOf(1), NOW)).toBe(true);
  });

  test('opens exactly three of many in parallel', async () => {
    expect(await countAdmitted(8, open)).toBe(3);
    expect(await digests()).toHaveLength(3);
  });

  test('an expired one makes room', async () => {
    for (const n of [1, 2, 3]) await open(n, NOW + n);
    expect(await open(4, NOW + 600_000)).toBe(false);
    expect(await open(4, NOW + 600_001)).toBe(true);
    expect(await digests()).toEqual(['digest-2', 'digest-3', 'digest-4']);
  });

  test('closes those that it is given, and no others', async () => {
    for (const n of [1, 2, 3]) await open(n);
    await resets.close(owner, [resetOf(1), resetOf(3)]);
    expect(await digests()).toEqual(['digest-2']);
    await resets.close(owner, [resetOf(1), resetOf(9)]);
    await resets.close('another', [resetOf(1)]);
    expect(await digests()).toEqual(['digest-2']);
    expect([await open(4), await open(5), await open(6)]).toEqual([true, true, false]);
  });
});

test('makes the same calls whether a place is free or not', async () => {
  const calls: string[] = [];
  const send = async (command: object) => {
    calls.push(command.constructor.name);
    const result: unknown = await table.client.send(command as Parameters<typeof table.client.send>[0]);
    return result;
  };
  const counting = createDynamoOpenResets(
    createTable({ send } as unknown as typeof table.client, table.tableName),
  );
  const made: string[][] = [];
  for (const n of [1, 2, 3, 4]) {
    calls.length = 0;
    await counting.open('counted', resetOf(n), NOW);
    made.push([...calls]);
  }
  expect(new Set(made.map(String))).toEqual(new Set(['GetItemCommand,UpdateItemCommand']));
});
