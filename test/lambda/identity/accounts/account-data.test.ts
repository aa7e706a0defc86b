import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type AccountData, createDynamoAccountData } from '../../../../lambda/identity/accounts/account-data';
import type { OwnedItems } from '../../../../lambda/shared/table/owned-data';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAccountData } from '../../fakes/memory-account-data';

const kind: OwnedItems = {
  feature: 'core',
  type: 'thing',
  prefix: 'THING#',
  exported: { id: 'sk', madeAt: 'createdAt', note: 'note' },
};
const otherKind: OwnedItems = { ...kind, prefix: 'OTHER#' };
const idOf = (n: number) => `id-${String(n).padStart(3, '0')}`;
const shown = (n: number) => ({ type: 'thing', id: idOf(n), madeAt: n });

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Store {
  readonly data: AccountData;
  put(pk: string, n: number): Promise<unknown>;
}

function inMemory(): Store {
  const data = createMemoryAccountData();
  return { data, put: async (pk, n) => data.items.set(pk, [...(data.items.get(pk) ?? []), shown(n)]) };
}

function onEmbeddedDynamo(): Store {
  const { client, tableName } = table;
  return {
    data: createDynamoAccountData(client, tableName),
    put: (pk, n) => {
      const Item = {
        pk: { S: pk },
        sk: { S: idOf(n) },
        createdAt: { N: String(n) },
        digest: { S: 'hidden' },
      };
      return client.send(new PutItemCommand({ TableName: tableName, Item }));
    },
  };
}

describe.each([
  ['in memory', inMemory],
  ['on the embedded DynamoDB', onEmbeddedDynamo],
])("an account's data %s", (_where, start) => {
  let accounts = 0;
  let sub: string;
  let data: AccountData;
  let put: Store['put'];

  beforeEach(() => {
    ({ data, put } = start());
    accounts += 1;
    sub = `sub-${accounts}`;
  });

  /** Reads all items, in pages of `limit`. */
  async function readAll(limit: number, of = kind) {
    const items = [];
    let after: string | undefined;
    do {
      const page = await data.readPage({ sub, kind: of, limit, after });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return items;
  }

  async function deleteAll(): Promise<number> {
    let rounds = 1;
    while (!(await data.deleteSome(sub, kind))) rounds += 1;
    return rounds;
  }

  test('returns the listed members of each item as numbers and strings, without missing ones', async () => {
    await put(kind.prefix + sub, 1);
    expect(await data.readPage({ sub, kind, limit: 10 })).toEqual({ items: [shown(1)] });
  });

  test.each([1, 2, 3, 5, 100])('returns every item once, in order, in pages of %i', async (limit) => {
    for (let n = 0; n < 6; n++) await put(kind.prefix + sub, n);
    expect(await readAll(limit)).toEqual([0, 1, 2, 3, 4, 5].map(shown));
  });

  test('a page continues after an item that was deleted meanwhile', async () => {
    for (const n of [1, 3]) await put(kind.prefix + sub, n);
    expect(await data.readPage({ sub, kind, limit: 10, after: idOf(2) })).toEqual({ items: [shown(3)] });
  });

  test('deletes all items of one kind of one account, and nothing else', async () => {
    const others = [otherKind.prefix + sub, `${kind.prefix + sub}0`];
    for (let n = 0; n < 5; n++) await put(kind.prefix + sub, n);
    for (const pk of others) await put(pk, 1);
    await deleteAll();
    expect(await readAll(10)).toEqual([]);
    expect(await readAll(10, otherKind)).toEqual([shown(1)]);
    sub = `${sub}0`;
    expect(await readAll(10)).toEqual([shown(1)]);
  });

  test('reports completion when there are no items', async () => {
    expect(await data.deleteSome(sub, kind)).toBe(true);
  });

  test('needs more than one call for more than a hundred items', async () => {
    await Promise.all(Array.from({ length: 230 }, (_, n) => put(kind.prefix + sub, n)));
    expect(await deleteAll()).toBeGreaterThan(2);
    expect(await readAll(100)).toEqual([]);
  });
});
