import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import {
  createDynamoIdentifierPointers,
  type IdentifierPointer,
  type IdentifierPointers,
} from '../../../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryIdentifierPointers } from '../../../fakes/memory-identifier-pointers';
import { countAdmitted } from '../../../fakes/outcomes';
import { ofLevel } from '../../../fakes/store-levels';

const UNTIL = 1_767_323_945_678;
let count = 0;

/** Creates a pointer for a name that no other test uses. */
const newPointer = (change: Partial<IdentifierPointer> = {}): IdentifierPointer => ({
  name: `ada-${++count}`,
  sub: 'sub-1',
  state: 'RESERVED',
  reservedUntil: UNTIL,
  ...change,
});

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, () => IdentifierPointers]>(
  ofLevel([
    ['in memory', createMemoryIdentifierPointers],
    ...(['name', 'email'] as const).flatMap((kind): [string, () => IdentifierPointers][] => [
      [
        `of kind ${kind} on the embedded DynamoDB`,
        () => createDynamoIdentifierPointers(table.client, table.tableName, kind),
      ],
      [
        `of kind ${kind} when every first answer is lost`,
        () => createDynamoIdentifierPointers(table.retrying, table.tableName, kind),
      ],
    ]),
  ]),
)('pointers %s', (_where, create) => {
  let names: IdentifierPointers;
  beforeEach(() => {
    names = create();
  });

  async function reserved(change: Partial<IdentifierPointer> = {}): Promise<IdentifierPointer> {
    const pointer = newPointer(change);
    expect(await names.reserve(pointer)).toBe(true);
    return pointer;
  }

  async function confirmed(): Promise<IdentifierPointer> {
    const pointer = await reserved();
    expect(await names.confirm(pointer)).toBe(true);
    return { ...pointer, state: 'CONFIRMED' };
  }

  test('finds a reservation, and nothing under another name', async () => {
    const pointer = await reserved();
    expect(await names.find(pointer.name)).toEqual(pointer);
    expect(await names.find(`${pointer.name}m`)).toBeUndefined();
    expect(await names.find('')).toBeUndefined();
  });

  test('does not reserve a name with a pointer, reserved or confirmed, but accepts its own write again', async () => {
    for (const pointer of [await reserved(), await confirmed()]) {
      expect(await names.reserve({ ...pointer, sub: 'sub-2', state: 'RESERVED' })).toBe(false);
      expect(await names.reserve({ ...pointer, reservedUntil: UNTIL + 1 })).toBe(false);
      expect(await names.reserve(pointer)).toBe(true);
      expect(await names.find(pointer.name)).toEqual(pointer);
    }
  });

  test('of many concurrent reservations of one name, one succeeds', async () => {
    const { name } = newPointer();
    const admitted = await countAdmitted(20, (n) => names.reserve(newPointer({ name, sub: `sub-${n}` })));
    expect(admitted).toBe(1);
  });

  test('replaces a pointer that is unchanged', async () => {
    for (const found of [await reserved(), await confirmed()]) {
      const next = newPointer({ name: found.name, sub: 'sub-2' });
      for (let n = 0; n < 2; n++) expect(await names.replace(found, next)).toBe(true);
      expect(await names.find(found.name)).toEqual(next);
    }
  });

  test.each<[string, Partial<IdentifierPointer>]>([
    ['account', { sub: 'sub-3' }],
    ['state', { state: 'CONFIRMED' }],
    ['reservation', { reservedUntil: UNTIL - 1 }],
  ])('does not replace a pointer that was read with another %s', async (_what, change) => {
    const found = await reserved();
    const next = newPointer({ name: found.name, sub: 'sub-2' });
    expect(await names.replace({ ...found, ...change }, next)).toBe(false);
    expect(await names.find(found.name)).toEqual(found);
  });

  test('does not replace a pointer that was deleted', async () => {
    const found = newPointer();
    expect(await names.replace(found, { ...found, sub: 'sub-2' })).toBe(false);
    expect(await names.find(found.name)).toBeUndefined();
  });

  test('of many concurrent replacements of one pointer, one succeeds', async () => {
    const found = await reserved();
    const admitted = await countAdmitted(20, (n) => names.replace(found, { ...found, sub: `sub-of-${n}` }));
    expect(admitted).toBe(1);
  });

  test('a confirmation keeps the end of its reservation, and may be repeated', async () => {
    const pointer = await confirmed();
    expect(await names.confirm(pointer)).toBe(true);
    expect(await names.find(pointer.name)).toEqual(pointer);
  });

  test('does not confirm a name of another account, or a free name', async () => {
    const pointer = await reserved();
    expect(await names.confirm({ ...pointer, sub: 'sub-2' })).toBe(false);
    expect(await names.find(pointer.name)).toEqual(pointer);
    const free = newPointer();
    expect(await names.confirm(free)).toBe(false);
    expect(await names.find(free.name)).toBeUndefined();
  });

  test('releases a name of the account, repeatedly', async () => {
    for (const { name, sub } of [await reserved(), await confirmed()]) {
      for (let n = 0; n < 2; n++) await names.release({ name, sub });
      expect(await names.find(name)).toBeUndefined();
    }
  });

  test('does not release a name of another account, or a later reservation than the given one', async () => {
    const pointer = await reserved();
    await names.release({ name: pointer.name, sub: 'sub-2' });
    await names.release({ ...pointer, reservedUntil: UNTIL - 1 });
    expect(await names.find(pointer.name)).toEqual(pointer);
    await names.release(pointer);
    expect(await names.find(pointer.name)).toBeUndefined();
  });
});

describe('pointers on the AWS SDK', () => {
  const dynamo = new DynamoDBClient({ region: 'local' });
  const client = mockClient(dynamo);
  const names = createDynamoIdentifierPointers(dynamo, 'Table', 'name');
  beforeEach(() => client.reset());

  test('are read consistently', async () => {
    client.on(GetItemCommand).resolves({});
    await names.find('ada');
    expect(client.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
      Key: { pk: { S: 'NAME#ada' }, sk: { S: 'NAME' } },
      ConsistentRead: true,
    });
  });

  test('of one kind have their own partitions', async () => {
    client.on(GetItemCommand).resolves({});
    await createDynamoIdentifierPointers(dynamo, 'Table', 'email').find('ada@example.com');
    expect(client.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
      Key: { pk: { S: 'EMAIL#ada@example.com' }, sk: { S: 'EMAIL' } },
    });
  });

  test('never have the TTL attribute, so DynamoDB does not delete them', async () => {
    client.on(PutItemCommand).resolves({});
    await names.reserve(newPointer());
    expect(client.commandCalls(PutItemCommand)[0]?.args[0].input.Item).not.toHaveProperty('expiresAt');
  });

  test.each(['sub', 'state', 'reservedUntil'])('without %s are an internal error', async (attribute) => {
    const item = { v: { N: '1' }, sub: { S: '1' }, state: { S: 'RESERVED' }, reservedUntil: { N: '1' } };
    client.on(GetItemCommand).resolves({ Item: { ...item, [attribute]: { BOOL: true } } });
    await expect(names.find('ada')).rejects.toThrow('lacks attributes');
  });

  test('a throttled write means that a dependency is unavailable', async () => {
    client.on(UpdateItemCommand).rejects(Object.assign(new Error('no'), { name: 'ThrottlingException' }));
    await expect(names.confirm(newPointer())).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });
});
