import {
  createDynamoFactorSecrets,
  type FactorSecret,
  type FactorSecrets,
} from '../../../../lambda/identity/factors/factor-secrets';
import { createTable } from '../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryFactorSecrets } from '../../fakes/memory-factors';
import { ofLevel } from '../../fakes/store-levels';

const AT = 1_767_323_045_678;

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, () => FactorSecrets]>(
  ofLevel([
    ['in memory', createMemoryFactorSecrets],
    ['on the embedded DynamoDB', () => createDynamoFactorSecrets(createTable(table.client, table.tableName))],
    [
      'when every first answer is lost',
      () => createDynamoFactorSecrets(createTable(table.retrying, table.tableName)),
    ],
  ]),
)('secrets of factors %s', (where, create) => {
  let secrets: FactorSecrets;
  let sub = '';
  let count = 0;
  let pending: FactorSecret;
  beforeEach(async () => {
    secrets = create();
    sub = `${where} ${++count}`;
    pending = {
      sub,
      id: 'factor-1',
      ciphertext: 'b3BhcXVl',
      name: 'My phone',
      createdAt: AT,
      securityVersion: 3,
      sid: 'sid-1',
      validUntil: AT + 600_000,
    };
    await secrets.put(pending);
  });

  test('finds a secret of its account, and no other', async () => {
    expect(await secrets.find(sub, 'factor-1')).toEqual(pending);
    expect(await secrets.find(sub, 'factor-2')).toBeUndefined();
    expect(await secrets.find('another', 'factor-1')).toBeUndefined();
  });

  test('a kept secret no longer waits for its code', async () => {
    const { validUntil: _, ...kept } = pending;
    expect(await secrets.keep(sub, 'factor-1')).toBe(true);
    expect(await secrets.find(sub, 'factor-1')).toEqual(kept);
    expect(await secrets.keep(sub, 'factor-2')).toBe(false);
    expect(await secrets.find(sub, 'factor-2')).toBeUndefined();
  });

  test('deletes a secret only while its confirmation has not begun', async () => {
    await secrets.put({ ...pending, id: 'factor-2' });
    await secrets.keep(sub, 'factor-2');
    expect(await secrets.deletePending(sub, 'factor-2')).toBe(false);
    expect(await secrets.find(sub, 'factor-2')).toBeDefined();
    const isDeleted = await secrets.deletePending(sub, 'factor-1');
    if (!where.includes('lost')) expect(isDeleted).toBe(true);
    expect(await secrets.find(sub, 'factor-1')).toBeUndefined();
    expect(await secrets.deletePending(sub, 'factor-1')).toBe(false);
  });

  test('lists the secrets of an account', async () => {
    await secrets.put({ ...pending, id: 'factor-0', validUntil: undefined });
    expect((await secrets.list(sub)).map(({ id, validUntil }) => [id, validUntil])).toEqual([
      ['factor-0', undefined],
      ['factor-1', AT + 600_000],
    ]);
    expect(await secrets.list('another')).toEqual([]);
  });

  test('deletes one secret, and all of an account', async () => {
    await secrets.put({ ...pending, id: 'factor-2' });
    await secrets.put({ ...pending, id: 'factor-3' });
    await secrets.delete(sub, 'factor-2');
    expect(await secrets.find(sub, 'factor-2')).toBeUndefined();
    await secrets.deleteAll(sub);
    await secrets.deleteAll(sub);
    expect(await secrets.list(sub)).toEqual([]);
  });
});

test('a secret that waits expires by the attribute of the table, and a kept one does not', async () => {
  const { client, tableName } = table;
  const read = (sub: string) =>
    createTable(client, tableName).read({ pk: { S: `FACTOR#${sub}` }, sk: { S: 'factor-1' } }, ['expiresAt']);
  const secrets = createDynamoFactorSecrets(createTable(client, tableName));
  const secret = { id: 'factor-1', ciphertext: 'b', name: 'n', createdAt: AT, securityVersion: 1, sid: 's' };
  await secrets.put({ ...secret, sub: 'waiting', validUntil: AT + 1 });
  expect(await read('waiting')).toEqual({ expiresAt: { N: String(Math.ceil((AT + 1) / 1000)) } });
  await secrets.keep('waiting', 'factor-1');
  expect(await read('waiting')).toEqual({});
});
