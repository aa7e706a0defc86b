import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import {
  createDynamoAllAccounts,
  type TablePosition,
} from '../../../../lambda/identity/accounts/all-accounts';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { newAccount } from '../../fakes/new-account';

let table: EmbeddedTable;

beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

test('reads every account once, page by page, and nothing else', async () => {
  const accounts = Array.from({ length: 5 }, () => newAccount());
  const store = createDynamoAccounts(table.client, table.tableName);
  for (const account of accounts) await store.create(account);
  const session = { pk: { S: 'SESSIONS#1' }, sk: { S: 'ACCOUNT' } };
  // a name pointer leads to an account, but is not one
  const pointer = { pk: { S: 'NAME#ada' }, sk: { S: 'NAME' } };
  for (const Item of [session, pointer]) {
    await table.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
  }

  const all = createDynamoAllAccounts(table.client, table.tableName);
  const read = [];
  let items = 0;
  let after: TablePosition | undefined;
  do {
    const page = await all.readPage(after, 2);
    expect(page.items).toBeLessThanOrEqual(2);
    read.push(...page.accounts);
    items += page.items;
    after = page.next;
  } while (after);
  expect(items).toBe(7);
  expect(read.sort((a, b) => a.name.localeCompare(b.name))).toEqual(accounts);
});
