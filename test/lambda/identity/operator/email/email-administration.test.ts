import type { Account } from '../../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../../lambda/identity/accounts/accounts';
import type { AccountEmail, PendingEmail } from '../../../../../lambda/identity/email/account-email';
import { createDynamoAccountAdministration } from '../../../../../lambda/identity/operator/account-administration';
import {
  createDynamoEmailAdministration,
  type EmailAdministration,
} from '../../../../../lambda/identity/operator/email/email-administration';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryAccountAdministration } from '../../../fakes/memory-account-administration';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryEmailAdministration } from '../../../fakes/memory-email-administration';
import { newAccount } from '../../../fakes/new-account';
import { ofLevel } from '../../../fakes/store-levels';

const address = { address: 'ada@example.com', shown: 'Ada@example.com' };
const present: AccountEmail = { ...address, verifiedAt: 1, verifiedBy: 'attempt-0' };
const next: AccountEmail = { ...address, verifiedAt: 2, verifiedBy: 'attempt-1' };
const former = { address: 'lady@example.com', shown: 'Lady@example.com', until: 9 };
const pendingEmail: PendingEmail = {
  ...address,
  challenge: 'challenge-1',
  generation: 1,
  attempts: 0,
  requestedAt: 1,
  expiresAt: 2,
  securityVersion: 1,
  sid: 'sid-0',
};

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Stores {
  readonly accounts: Accounts;
  readonly emails: EmailAdministration;
  readonly disable: (sub: string) => Promise<unknown>;
}
const inMemory = (): Stores => {
  const accounts = createMemoryAccounts();
  const administration = createMemoryAccountAdministration(accounts.items);
  return {
    accounts,
    emails: createMemoryEmailAdministration(accounts.items),
    disable: (sub) => administration.disable({ sub }),
  };
};
const inTable = (client: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => (): Stores => {
  const accounts = createDynamoAccounts(table[client], table.tableName);
  const administration = createDynamoAccountAdministration(table[client], table.tableName, accounts);
  return {
    accounts,
    emails: createDynamoEmailAdministration(table[client], table.tableName, accounts),
    disable: (sub) => administration.disable({ sub }),
  };
};

describe.each<[string, () => Stores]>(
  ofLevel([
    ['in memory', inMemory],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('operators’ changes of addresses %s', (_where, create) => {
  let stores: Stores;
  beforeEach(() => {
    stores = create();
  });
  async function add(change: Partial<Account>): Promise<Account> {
    const account = newAccount(change);
    await stores.accounts.create(account);
    return account;
  }
  const read = ({ sub }: Account) => stores.accounts.find(sub);
  test('an account with an address no longer expires, and one whose pending address is dropped still does', async () => {
    const expiresAt = 4_102_444_800;
    const vouched = await add({ expiresAt, pendingEmail });
    await replace(vouched, { email: next, endsSessions: false });
    expect(await read(vouched)).not.toHaveProperty('expiresAt');
    const waiting = await add({ sub: 'sub-2', expiresAt, pendingEmail });
    await replace(waiting, { endsSessions: false });
    expect(await read(waiting)).toMatchObject({ expiresAt });
  });

  const replace = (account: Account, replacement: Parameters<EmailAdministration['replaceEmail']>[1]) =>
    stores.emails.replaceEmail(account, replacement);

  test('puts an address into use, drops the pending one, and raises the version without a kept session', async () => {
    const ada = await add({ email: present, pendingEmail, formerEmail: former });
    expect(await replace(ada, { email: next, endsSessions: true })).toBe(true);
    const { pendingEmail: _, kept: _kept, ...rest } = ada;
    expect(await read(ada)).toEqual({ ...rest, email: next, securityVersion: 2 });
  });

  test('keeps the version and the kept session on request, and stores a former address', async () => {
    const ada = await add({ pendingEmail });
    const replacement = { email: next, formerEmail: former, pending: pendingEmail, endsSessions: false };
    expect(await replace(ada, replacement)).toBe(true);
    const { pendingEmail: _, ...rest } = ada;
    expect(await read(ada)).toEqual({ ...rest, email: next, formerEmail: former });
  });

  test('removes the address in use and the pending one, and keeps the former', async () => {
    const ada = await add({ email: present, pendingEmail, formerEmail: former });
    expect(await replace(ada, { endsSessions: true })).toBe(true);
    const { email: _email, pendingEmail: _, kept: _kept, ...rest } = ada;
    expect(await read(ada)).toEqual({ ...rest, securityVersion: 2 });
    const bob = await add({});
    expect(await replace(bob, { endsSessions: true })).toBe(true);
    expect(await read(bob)).toMatchObject({ securityVersion: 2 });
  });

  test('changes a disabled account, and none that is being deleted or does not exist', async () => {
    const ada = await add({});
    await stores.disable(ada.sub);
    const disabled = (await read(ada)) as Account;
    expect(await replace(disabled, { email: next, endsSessions: true })).toBe(true);
    const bob = await add({ email: present });
    await stores.accounts.markDeleting(bob, 'operator');
    expect(await replace(bob, { email: next, endsSessions: true })).toBe(false);
    expect((await read(bob))?.email).toEqual(present);
    expect(await replace(newAccount(), { email: next, endsSessions: true })).toBe(false);
  });

  test.each<[string, Partial<Account>]>([
    ['the address', { email: next }],
    ['the version', { securityVersion: 2 }],
    ['the pending address', { pendingEmail: { ...pendingEmail, challenge: 'challenge-2' } }],
  ])('changes nothing when %s has changed since the account was read', async (_what, change) => {
    const ada = newAccount({ email: present, pendingEmail });
    const stored = { ...ada, ...change };
    await stores.accounts.create(stored);
    const other = { ...next, verifiedBy: 'attempt-2' };
    expect(await replace(ada, { email: other, pending: pendingEmail, endsSessions: true })).toBe(false);
    expect(await read(ada)).toEqual(stored);
  });
});
