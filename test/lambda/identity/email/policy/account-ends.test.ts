/** The contract of the store of ends, for the table and for its fake. */
import { type Accounts, createDynamoAccounts } from '../../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../../lambda/identity/accounts/update-account';
import {
  type AccountEnds,
  createDynamoAccountEnds,
} from '../../../../../lambda/identity/email/policy/account-ends';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryAccountEnds } from '../../../fakes/memory-account-ends';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { newAccount } from '../../../fakes/new-account';

const END = 1_767_927_845;
const now = () => END * 1000 - 1;

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

function inMemory() {
  const accounts = createMemoryAccounts(now);
  return { accounts, ends: createMemoryAccountEnds(accounts) };
}
const inTable = () => ({
  accounts: createDynamoAccounts(table.client, table.tableName, now),
  ends: createDynamoAccountEnds(createAccountUpdate(table.client, table.tableName)),
});

describe.each<[string, () => { readonly accounts: Accounts; readonly ends: AccountEnds }]>([
  ['in memory', inMemory],
  ['on the embedded DynamoDB', inTable],
])('the ends of accounts %s', (_, create) => {
  let accounts: Accounts;
  let ends: AccountEnds;
  beforeEach(() => {
    ({ accounts, ends } = create());
  });

  test('an end is removed once, and nothing else changes', async () => {
    const ada = newAccount({ expiresAt: END });
    await accounts.create(ada);
    expect(await ends.remove(ada)).toBe(true);
    expect(await ends.remove(ada)).toBe(false);
    const { expiresAt: _removed, ...lasting } = ada;
    expect(await accounts.find(ada.sub)).toEqual(lasting);
  });

  test('an end that was moved stays', async () => {
    const ada = newAccount({ expiresAt: END });
    await accounts.create(ada);
    expect(await ends.remove({ ...ada, expiresAt: END - 1 })).toBe(false);
    expect(await accounts.find(ada.sub)).toEqual(ada);
  });

  test.each(['DISABLED', 'DELETING'] as const)('an account that is %s keeps its end', async (state) => {
    const ada = newAccount({ expiresAt: END, state });
    await accounts.create(ada);
    expect(await ends.remove(ada)).toBe(false);
    expect(await accounts.find(ada.sub)).toEqual(ada);
  });

  test('an account that does not exist is not created', async () => {
    const ada = newAccount({ expiresAt: END });
    expect(await ends.remove(ada)).toBe(false);
    expect(await accounts.find(ada.sub)).toBeUndefined();
  });
});
