import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoAccountData } from '../../../../lambda/identity/accounts/account-data';
import { createDynamoIdentifierPointers } from '../../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createDynamoPasskeys } from '../../../../lambda/identity/passkeys/passkeys';
import { createDynamoRegistrationCeremonies } from '../../../../lambda/identity/passkeys/registration-ceremonies';
import { everyOwnedData } from '../../../../lambda/shared/table/owned-data';
import { createTable } from '../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';

/** Deletions of the passkeys of an account that end at any call. */

const kind = everyOwnedData.items.find(({ type }) => type === 'passkey') ?? fail();
function fail(): never {
  throw new Error('Accounts own no passkeys');
}

let table: EmbeddedTable;
beforeEach(async () => {
  table = await startEmbeddedTable();
});
afterEach(() => table.close());

/** Stores three passkeys and an open registration of ada, and a credential that is bob's by now. */
async function setUp() {
  const { client, tableName } = table;
  const credentials = createDynamoIdentifierPointers(client, tableName, 'credential');
  const passkeys = createDynamoPasskeys(createTable(client, tableName));
  for (const id of ['one', 'two', 'moved']) {
    await passkeys.put({
      ...{ sub: 'ada', id, credentialId: 'AQID', publicKey: 'pQEC', counter: 0, transports: ['usb'] },
      ...{ isBackupEligible: false, isBackedUp: false, name: 'Key', addedAt: 1 },
    });
    const sub = id === 'moved' ? 'bob' : 'ada';
    await credentials.reserve({ name: id, sub, state: 'CONFIRMED', reservedUntil: 1 });
  }
  await createDynamoRegistrationCeremonies(createTable(client, tableName)).begin('digest', {
    ...{ purpose: 'passkey-registration', sub: 'ada', sid: 'sid-1', securityVersion: 1, validUntil: 2 },
  });
}

/** Returns the partitions that are left. */
async function readLeft(): Promise<readonly (string | undefined)[]> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
  return Items.map(({ pk }) => pk?.S).sort();
}

/** Returns a client whose nth call fails. */
function failAt(nth: number): DynamoDBClient {
  let calls = 0;
  const send = (command: Parameters<DynamoDBClient['send']>[0]) => {
    calls += 1;
    return calls === nth ? Promise.reject(new Error('interrupted')) : table.client.send(command);
  };
  return Object.assign(Object.create(DynamoDBClient.prototype), { send });
}

test('a deletion that ends at any call still finds every pointer, and leaves those of others', async () => {
  const { tableName } = table;
  let nth = 0;
  for (let isDone = false; !isDone; ) {
    nth += 1;
    await setUp();
    const interrupted = createDynamoAccountData(failAt(nth), tableName).deleteSome('ada', kind);
    isDone = await interrupted.catch(() => false);
    const left = await readLeft();
    if (left.some((pk) => pk?.startsWith('CREDENTIAL#') && pk !== 'CREDENTIAL#moved')) {
      expect(left).toContain('PASSKEY#ada');
    }
    await createDynamoAccountData(table.client, tableName).deleteSome('ada', kind);
    expect(await readLeft()).toEqual(['CREDENTIAL#moved']);
  }
  expect(nth).toBe(6);
});

test('an export shows passkeys without their keys, and no open registration', async () => {
  await setUp();
  const { items } = await createDynamoAccountData(table.client, table.tableName).readPage({
    ...{ sub: 'ada', kind, limit: 10 },
  });
  const shown = {
    type: 'passkey',
    name: 'Key',
    addedAt: 1,
    transports: ['usb'],
    syncable: false,
    synced: false,
  };
  expect(items).toEqual(['moved', 'one', 'two'].map((id) => ({ ...shown, id })));
});
