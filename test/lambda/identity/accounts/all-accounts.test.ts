import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoLogins } from '../../../../lambda/identity/accounts/accounts';
import { createDynamoAllLogins, type TablePosition } from '../../../../lambda/identity/accounts/all-accounts';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { newLogin } from '../../fakes/new-login';

let table: EmbeddedTable;

beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

test('every login is read once, page by page, and nothing else', async () => {
  const logins = Array.from({ length: 5 }, () => newLogin());
  const store = createDynamoLogins(table.client, table.tableName);
  for (const login of logins) await store.create(login);
  const session = { pk: { S: 'SESSIONS#1' }, sk: { S: 'LOGIN' } };
  await table.client.send(new PutItemCommand({ TableName: table.tableName, Item: session }));

  const all = createDynamoAllLogins(table.client, table.tableName);
  const read = [];
  let items = 0;
  let after: TablePosition | undefined;
  do {
    const page = await all.readPage(after, 2);
    expect(page.items).toBeLessThanOrEqual(2);
    read.push(...page.logins);
    items += page.items;
    after = page.next;
  } while (after);
  expect(items).toBe(6);
  expect(read.sort((a, b) => a.name.localeCompare(b.name))).toEqual(logins);
});
