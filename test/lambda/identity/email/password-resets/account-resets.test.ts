import type { Account } from '../../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../../lambda/identity/accounts/update-account';
import {
  type AccountResets,
  createDynamoAccountResets,
} from '../../../../../lambda/identity/email/password-resets/account-resets';
import { COGNITO_HASH } from '../../../../../lambda/identity/passwords/migration-hook';
import { NO_PASSWORD } from '../../../../../lambda/identity/passwords/no-password';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryAccountResets } from '../../../fakes/memory-resets';
import { newAccount } from '../../../fakes/new-account';
import { countAdmitted } from '../../../fakes/outcomes';
import { ofLevel } from '../../../fakes/store-levels';

const email = {
  address: 'ada@example.com',
  shown: 'Ada@example.com',
  verifiedAt: 1_767_323_045_678,
  verifiedBy: 'attempt-1',
};

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Stores {
  readonly accounts: Accounts;
  readonly resets: AccountResets;
}
const inMemory = (): Stores => {
  const accounts = createMemoryAccounts();
  return { accounts, resets: createMemoryAccountResets(accounts) };
};
const inTable = (client: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => (): Stores => {
  const accounts = createDynamoAccounts(table[client], table.tableName);
  return {
    accounts,
    resets: createDynamoAccountResets(createAccountUpdate(table[client], table.tableName), accounts),
  };
};

describe.each<[string, () => Stores]>(
  ofLevel([
    ['in memory', inMemory],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('resets of accounts %s', (_where, create) => {
  let stores: Stores;
  const store = async (change: Partial<Account> = {}) => {
    stores = create();
    const account = newAccount({ email, ...change });
    await stores.accounts.create(account);
    return account;
  };

  test('replaces the password, raises the version, clears its failures, and changes nothing else', async () => {
    const device = { id: 'device-1', hash: 'hash-1', expiresAt: 1, failures: 3, lastAttemptAt: 4 };
    const account = await store({
      passwordTemporaryUntil: 5,
      attempts: { failures: 9, lastAttemptAt: 6 },
      changeAttempts: { failures: 8, lastAttemptAt: 7 },
      devices: [device],
    });
    expect(await stores.resets.replacePassword(account, 'new-hash')).toBe(true);
    const { kept: _kept, passwordTemporaryUntil: _until, ...rest } = account;
    expect(await stores.accounts.find(account.sub)).toEqual({
      ...rest,
      passwordHash: 'new-hash',
      securityVersion: 2,
      attempts: { failures: 0, lastAttemptAt: 6 },
      changeAttempts: { failures: 0, lastAttemptAt: 7 },
    });
  });

  test('of parallel resets, one succeeds', async () => {
    const account = await store();
    const reset = (n: number) => stores.resets.replacePassword(account, `hash-${n}`);
    expect(await countAdmitted(5, reset)).toBe(1);
    expect((await stores.accounts.find(account.sub))?.securityVersion).toBe(2);
  });

  test.each<[string, Partial<Account>, Partial<Account>]>([
    ['is disabled', { state: 'DISABLED' }, {}],
    ['is being deleted', { state: 'DELETING' }, {}],
    ['has its password in another system', { passwordHash: COGNITO_HASH }, {}],
    ['has no password', { passwordHash: NO_PASSWORD }, {}],
    [
      'had a password when it was read, and has none',
      { passwordHash: NO_PASSWORD },
      { passwordHash: 'm=1|x' },
    ],
    ['had another security version', {}, { securityVersion: 0 }],
    ['had another address', {}, { email: { ...email, address: 'former@example.com' } }],
    ['had no address', {}, { email: undefined }],
  ])('does nothing to an account that %s', async (_what, stored, read) => {
    const account = await store(stored);
    expect(await stores.resets.replacePassword({ ...account, ...read }, 'new-hash')).toBe(false);
    expect(await stores.accounts.find(account.sub)).toEqual(account);
  });

  test('does nothing to an account whose address was removed, and creates none', async () => {
    const account = await store({ email: undefined });
    expect(await stores.resets.replacePassword({ ...account, email }, 'new-hash')).toBe(false);
    expect(await stores.accounts.find(account.sub)).toEqual({ ...account });
    const stranger = newAccount({ email });
    expect(await stores.resets.replacePassword(stranger, 'new-hash')).toBe(false);
    expect(await stores.accounts.find(stranger.sub)).toBeUndefined();
  });
});
