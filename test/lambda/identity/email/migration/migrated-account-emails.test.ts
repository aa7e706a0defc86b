import type { Account } from '../../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../../lambda/identity/accounts/update-account';
import {
  createDynamoMigratedAccountEmails,
  type MigratedAccountEmails,
} from '../../../../../lambda/identity/email/migration/migrated-account-emails';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryMigratedEmails } from '../../../fakes/memory-migrated-emails';
import { newAccount } from '../../../fakes/new-account';
import { ofLevel } from '../../../fakes/store-levels';

const email = {
  address: 'ada@example.com',
  shown: 'Ada@example.com',
  verifiedAt: 1,
  verifiedBy: 'attempt-1',
};

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Stores {
  readonly accounts: Accounts;
  readonly migrated: MigratedAccountEmails;
}
const inMemory = (): Stores => {
  const accounts = createMemoryAccounts();
  return { accounts, migrated: createMemoryMigratedEmails(accounts.items) };
};
const inTable = (client: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => (): Stores => {
  const accounts = createDynamoAccounts(table[client], table.tableName);
  return {
    accounts,
    migrated: createDynamoMigratedAccountEmails(
      createAccountUpdate(table[client], table.tableName),
      accounts,
    ),
  };
};

describe.each<[string, () => Stores]>(
  ofLevel([
    ['in memory', inMemory],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('addresses that are taken over %s', (_where, create) => {
  test('are put into use once, and change nothing else', async () => {
    const { accounts, migrated } = create();
    const ada = newAccount({ passwordHash: '$cognito$' });
    await accounts.create(ada);
    expect(await migrated.put(ada, email)).toBe(true);
    expect(await accounts.find(ada.sub)).toEqual({ ...ada, email });
    expect(await migrated.put(ada, { ...email, verifiedBy: 'attempt-2' })).toBe(false);
    expect(await accounts.find(ada.sub)).toEqual({ ...ada, email });
  });

  test.each<[string, Partial<Account>]>([
    ['whose first sign-in was committed', { passwordHash: '$argon2id$1' }],
    ['that is disabled', { state: 'DISABLED' }],
    ['that is being deleted', { state: 'DELETING' }],
    ['whose security version was raised', { securityVersion: 2 }],
    ['that has an address', { email: { ...email, verifiedBy: 'attempt-0' } }],
  ])('are not those of an account %s', async (_what, change) => {
    const { accounts, migrated } = create();
    const ada = newAccount({ passwordHash: '$cognito$' });
    const stored = { ...ada, ...change };
    await accounts.create(stored);
    expect(await migrated.put(ada, email)).toBe(false);
    expect(await accounts.find(ada.sub)).toEqual(stored);
    expect(await migrated.put(newAccount(), email)).toBe(false);
  });
});
