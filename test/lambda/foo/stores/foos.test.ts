import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { createDynamoFoos, type Foos } from '../../../../lambda/foo/stores/foos';
import {
  createDynamoIdempotencyKeys,
  type IdempotencyKeys,
} from '../../../../lambda/foo/stores/idempotency-keys';
import { startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryFoos, createMemoryIdempotencyKeys } from '../../fakes/memory-foos';
import { newFoo } from '../../fakes/new-foo';

const foo = (n: number) => newFoo(`id-${n}`);

interface Stores {
  foos: Foos;
  keys: IdempotencyKeys;
  close(): Promise<void>;
}

describe.each([
  [
    'in memory',
    async (): Promise<Stores> => ({
      foos: createMemoryFoos(),
      keys: createMemoryIdempotencyKeys(),
      close: async () => {},
    }),
  ],
  [
    'on the embedded DynamoDB',
    async (): Promise<Stores> => {
      const { client, tableName, close } = await startEmbeddedTable();
      return {
        foos: createDynamoFoos(client, tableName),
        keys: createDynamoIdempotencyKeys(client, tableName),
        close,
      };
    },
  ],
])('foos %s', (_where, start) => {
  let stores: Stores;
  beforeEach(async () => {
    stores = await start();
  });
  afterEach(() => stores.close());

  test('returns a stored foo, with and without a note', async () => {
    await stores.foos.put('ada', foo(1));
    await stores.foos.put('ada', { ...foo(2), note: '' });
    expect(await stores.foos.get('ada', 'id-1')).toEqual(foo(1));
    expect(await stores.foos.get('ada', 'id-2')).toEqual({ ...foo(2), note: '' });
  });

  test('does not show the foos of another account', async () => {
    await stores.foos.put('ada', foo(1));
    expect(await stores.foos.get('bob', 'id-1')).toBeUndefined();
    expect(await stores.foos.list('bob', { limit: 10 })).toEqual({ items: [] });
  });

  test('storing a foo again changes nothing', async () => {
    await stores.foos.put('ada', foo(1));
    await stores.foos.put('ada', { ...foo(1), name: 'changed' });
    expect(await stores.foos.get('ada', 'id-1')).toEqual(foo(1));
  });

  const change = { name: 'changed', updatedAt: '2026-01-03T00:00:00.000Z', revision: 'r-2' };

  test('replaces the content of a foo, and keeps the rest', async () => {
    const put = { ...foo(1), note: 'a note', reservation: 'the place of a key' };
    await stores.foos.put('ada', put);
    const { note, ...kept } = put;
    expect(await stores.foos.replace('ada', 'id-1', change)).toEqual({ ...kept, ...change });
    expect(await stores.foos.get('ada', 'id-1')).toEqual({ ...kept, ...change });
    const noted = { ...change, note: '', revision: 'r-3' };
    expect(await stores.foos.replace('ada', 'id-1', noted)).toEqual({ ...kept, ...noted });
  });

  test('does not replace a missing foo, a foo of another account, or another revision', async () => {
    await stores.foos.put('ada', foo(1));
    expect(await stores.foos.replace('bob', 'id-1', change)).toBeUndefined();
    expect(await stores.foos.replace('ada', 'id-2', change)).toBeUndefined();
    expect(await stores.foos.replace('ada', 'id-1', change, 'r-1')).toBeUndefined();
    expect([await stores.foos.get('ada', 'id-1'), await stores.foos.count('bob')]).toEqual([foo(1), 0]);
    expect(await stores.foos.replace('ada', 'id-1', change, 'id-1')).toMatchObject(change);
  });

  test('of ten concurrent replacements of one revision, one succeeds', async () => {
    await stores.foos.put('ada', foo(1));
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        stores.foos.replace('ada', 'id-1', { ...change, revision: `r-${n}` }, 'id-1'),
      ),
    );
    const [winner, ...others] = outcomes.filter((outcome) => outcome !== undefined);
    expect(others).toEqual([]);
    expect(await stores.foos.get('ada', 'id-1')).toEqual(winner);
  });

  test('removes a foo once, but not of another account or revision', async () => {
    for (const n of [1, 2]) await stores.foos.put('ada', foo(n));
    expect(await stores.foos.remove('bob', 'id-1')).toBe('refused');
    expect(await stores.foos.remove('ada', 'id-1', 'r-1')).toBe('refused');
    expect(await stores.foos.remove('ada', 'id-1', 'id-1')).toBe('removed');
    expect(await stores.foos.remove('ada', 'id-1')).toBe('refused');
    expect(await stores.foos.remove('ada', 'id-2')).toBe('removed');
    expect(await stores.foos.count('ada')).toBe(0);
  });

  test('counts the foos of one account', async () => {
    for (const n of [1, 2, 3]) await stores.foos.put('ada', foo(n));
    await stores.foos.put('ada0', foo(4));
    expect([await stores.foos.count('ada'), await stores.foos.count('bob')]).toEqual([3, 0]);
  });

  test('lists newest first, page by page, until the last page', async () => {
    for (const n of [1, 2, 3, 4]) await stores.foos.put('ada', foo(n));
    const first = await stores.foos.list('ada', { limit: 2 });
    expect(first).toEqual({ items: [foo(4), foo(3)], next: 'id-3' });
    expect(await stores.foos.list('ada', { limit: 2, after: first.next })).toEqual({
      items: [foo(2), foo(1)],
    });
  });

  const reservation = { id: 'id-1', createdAt: 'then', bodyDigest: 'digest-1', expiresAt: 200 };

  test('the first reservation of a key stays', async () => {
    expect(await stores.keys.reserve('ada', 'key', reservation, 100)).toEqual(reservation);
    expect(await stores.keys.reserve('ada', 'key', { ...reservation, id: 'id-2' }, 199)).toEqual(reservation);
  });

  test('an expired reservation is replaced, whether it was deleted or not', async () => {
    const later = { ...reservation, id: 'id-2', expiresAt: 400 };
    await stores.keys.reserve('ada', 'key', reservation, 100);
    expect(await stores.keys.reserve('ada', 'key', later, 200)).toEqual(later);
  });

  test('two accounts may use one key', async () => {
    await stores.keys.reserve('ada', 'key', reservation, 100);
    const other = { ...reservation, id: 'id-2' };
    expect(await stores.keys.reserve('bob', 'key', other, 100)).toEqual(other);
  });
});

test('counts the foos of every page with consistent reads, without transferring them', async () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const startKey = { pk: { S: 'FOO#ada' }, sk: { S: 'id-7' } };
  client.on(QueryCommand).resolvesOnce({ Count: 7, LastEvaluatedKey: startKey }).resolves({ Count: 2 });
  expect(await createDynamoFoos(dynamo, 'Table').count('ada')).toBe(9);
  const queries = client.commandCalls(QueryCommand).map(({ args }) => args[0].input);
  for (const query of queries) expect(query).toMatchObject({ ConsistentRead: true, Select: 'COUNT' });
  expect(queries.map((query) => query.ExclusiveStartKey)).toEqual([undefined, startKey]);
});

test('the outcome of a removal that the SDK sent twice is unknown', async () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const refused = (attempts: number) =>
    new ConditionalCheckFailedException({
      $metadata: { attempts },
      message: 'The conditional request failed',
    });
  client.on(DeleteItemCommand).rejectsOnce(refused(1)).rejects(refused(2));
  const foos = createDynamoFoos(dynamo, 'Table');
  expect(await foos.remove('ada', 'id-1')).toBe('refused');
  expect(await foos.remove('ada', 'id-1')).toBe('unknown');
});
