import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import {
  createDynamoIdempotencyKeys,
  placeOf,
  type Reservation,
} from '../../../../lambda/foo/stores/idempotency-keys';
import { startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryIdempotencyKeys } from '../../fakes/memory-foos';

const first: Reservation = {
  id: 'id-1',
  createdAt: '2026-01-02T03:04:05.000Z',
  bodyDigest: 'digest-1',
  expiresAt: 1_000,
};
const second: Reservation = { ...first, id: 'id-2', bodyDigest: 'digest-2', expiresAt: 2_000 };

describe.each([
  ['in memory', async () => ({ keys: createMemoryIdempotencyKeys(), close: async () => {} })],
  [
    'on the embedded DynamoDB',
    async () => {
      const table = await startEmbeddedTable();
      return { keys: createDynamoIdempotencyKeys(table.client, table.tableName), close: table.close };
    },
  ],
])('idempotency keys %s', (_where, start) => {
  let keys: Awaited<ReturnType<typeof start>>['keys'];
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ keys, close } = await start());
  });
  afterEach(() => close());

  test('a free key is reserved, and a repeated request gets the first reservation', async () => {
    expect(await keys.reserve('ada', 'key', first, 10)).toEqual(first);
    expect(await keys.reserve('ada', 'key', second, 20)).toEqual(first);
  });

  test('twenty concurrent requests get the same reservation', async () => {
    const reservations = await Promise.all(
      Array.from({ length: 20 }, (_, n) => keys.reserve('ada', 'key', { ...first, id: `id-${n}` }, 10)),
    );
    expect(new Set(reservations.map(({ id }) => id)).size).toBe(1);
  });

  test('a key is found until it expires, only by its account', async () => {
    expect(await keys.find('ada', 'key', 10)).toBeUndefined();
    await keys.reserve('ada', 'key', first, 10);
    expect(await keys.find('ada', 'key', first.expiresAt - 1)).toEqual(first);
    expect(await keys.find('ada', 'key', first.expiresAt)).toBeUndefined();
    expect(await keys.find('bob', 'key', 10)).toBeUndefined();
  });

  test('a key is free again from the second in which it expires', async () => {
    await keys.reserve('ada', 'key', first, 10);
    expect(await keys.reserve('ada', 'key', second, first.expiresAt - 1)).toEqual(first);
    expect(await keys.reserve('ada', 'key', second, first.expiresAt)).toEqual(second);
  });

  test('a spent key stays reserved and spent until it expires', async () => {
    await keys.reserve('ada', 'key', first, 10);
    await keys.spend('ada', placeOf('key'), first.id);
    expect(await keys.reserve('ada', 'key', second, 20)).toEqual({ ...first, isSpent: true });
    expect(await keys.reserve('ada', 'key', second, first.expiresAt)).toEqual(second);
  });

  test('spending only affects a reservation of the same id, and creates none', async () => {
    await keys.spend('ada', placeOf('key'), first.id);
    expect(await keys.reserve('ada', 'key', second, 10)).toEqual(second);
    await keys.spend('ada', placeOf('key'), first.id);
    expect(await keys.reserve('ada', 'key', first, 20)).toEqual(second);
  });

  test('the same key of another account, or another key, is free', async () => {
    await keys.reserve('ada', 'key', first, 10);
    expect(await keys.reserve('bob', 'key', second, 10)).toEqual(second);
    expect(await keys.reserve('ada', 'KEY', second, 10)).toEqual(second);
  });
});

describe('idempotency keys on the AWS SDK', () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const keys = createDynamoIdempotencyKeys(dynamo, 'Table');
  const taken = new ConditionalCheckFailedException({ message: 'taken', $metadata: {} });
  const item = {
    v: { N: '1' },
    id: { S: first.id },
    createdAt: { S: first.createdAt },
    bodyDigest: { S: first.bodyDigest },
    expiresAt: { N: String(first.expiresAt) },
  };
  beforeEach(() => client.reset());

  test('the earlier reservation is read consistently, because it may be very recent', async () => {
    client.on(PutItemCommand).rejects(taken).on(GetItemCommand).resolves({ Item: item });
    expect(await keys.reserve('ada', 'key', second, 10)).toEqual(first);
    const [put, get] = [client.commandCalls(PutItemCommand), client.commandCalls(GetItemCommand)];
    expect(get[0]?.args[0].input).toMatchObject({ TableName: 'Table', ConsistentRead: true });
    const { pk, sk } = put[0]?.args[0].input.Item ?? {};
    expect(get[0]?.args[0].input.Key).toEqual({ pk, sk });
  });

  test('a conflict is reported when the earlier reservation was removed meanwhile, for example with its account', async () => {
    client.on(PutItemCommand).rejects(taken).on(GetItemCommand).resolves({});
    await expect(keys.reserve('ada', 'key', second, 10)).rejects.toMatchObject({ code: 'CONCURRENT_CHANGE' });
  });

  test('the key itself is not stored', async () => {
    client.on(PutItemCommand).resolves({});
    await keys.reserve('ada', 'a key that tells something', first, 10);
    const { Item: stored } = client.commandCalls(PutItemCommand)[0]?.args[0].input ?? {};
    expect(stored?.pk).toEqual({ S: 'IDEMPOTENCY#ada' });
    expect(stored?.sk?.S).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(stored)).not.toContain('tells');
  });

  test.each(['id', 'createdAt', 'bodyDigest', 'expiresAt'] as const)(
    'a reservation without %s is an internal error',
    async (name) => {
      const { [name]: _, ...rest } = item;
      client.on(PutItemCommand).rejects(taken).on(GetItemCommand).resolves({ Item: rest });
      await expect(keys.reserve('ada', 'key', second, 10)).rejects.toThrow('lacks attributes');
    },
  );

  test('rejects a reservation of a newer schema', async () => {
    client.on(PutItemCommand).rejects(taken);
    client.on(GetItemCommand).resolves({ Item: { ...item, v: { N: '2' } } });
    await expect(keys.reserve('ada', 'key', second, 10)).rejects.toThrow('schema version 2');
  });
});
