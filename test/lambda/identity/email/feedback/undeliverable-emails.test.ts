/** The contract of the store of marks, for the table and for its fake. */

import type { Account } from '../../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../../lambda/identity/accounts/update-account';
import type { AccountEmail, PendingEmail } from '../../../../../lambda/identity/email/account-email';
import { createDynamoAccountEmails } from '../../../../../lambda/identity/email/account-emails';
import type { Undeliverable } from '../../../../../lambda/identity/email/feedback/undeliverable';
import {
  createDynamoUndeliverableEmails,
  type UndeliverableEmails,
} from '../../../../../lambda/identity/email/feedback/undeliverable-emails';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryAccountEmails } from '../../../fakes/memory-account-emails';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryUndeliverableEmails } from '../../../fakes/memory-undeliverable-emails';
import { newAccount } from '../../../fakes/new-account';

const AT = 1_767_323_045_678;
const email: AccountEmail = {
  address: 'ada@example.com',
  shown: 'Ada@example.com',
  verifiedAt: AT,
  verifiedBy: 'attempt-1',
};
const pendingEmail: PendingEmail = {
  address: 'ada@example.org',
  shown: 'ada@example.org',
  challenge: 'challenge-1',
  generation: 1,
  attempts: 0,
  requestedAt: AT,
  expiresAt: AT + 86_400_000,
  securityVersion: 1,
  sid: 'sid-0',
};
const mark: Undeliverable = { reason: 'bounce', at: AT + 1 };

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

function inMemory() {
  const accounts = createMemoryAccounts();
  const addresses = createMemoryAccountEmails(accounts);
  return { accounts, addresses, emails: createMemoryUndeliverableEmails(accounts) };
}
const inTable = (client: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => () => {
  const accounts = createDynamoAccounts(table[client], table.tableName);
  const addresses = createDynamoAccountEmails(createAccountUpdate(table[client], table.tableName), accounts);
  return { accounts, addresses, emails: createDynamoUndeliverableEmails(table[client], table.tableName) };
};

describe.each<[string, () => ReturnType<ReturnType<typeof inTable>>]>([
  ['in memory', inMemory],
  ['on the embedded DynamoDB', inTable('client')],
])('marks on addresses %s', (_, create) => {
  let accounts: Accounts;
  let addresses: ReturnType<typeof create>['addresses'];
  let emails: UndeliverableEmails;
  let ada: Account;
  beforeEach(async () => {
    ({ accounts, addresses, emails } = create());
    ada = { ...newAccount(), email, pendingEmail };
    await accounts.create(ada);
  });

  test('an account that does not exist is undefined', async () => {
    expect(await emails.find({ sub: 'none' })).toBeUndefined();
  });

  test('an account without an address has none', async () => {
    const grace = newAccount();
    await accounts.create(grace);
    expect(await emails.find(grace)).toEqual({});
  });

  test('marks the address in use, changes nothing else, and clears the mark', async () => {
    expect(await emails.find(ada)).toEqual({ email, pendingEmail });
    expect(await emails.mark(ada, email, mark)).toBe(true);
    expect(await emails.find(ada)).toEqual({ email: { ...email, undeliverable: mark }, pendingEmail });
    expect(await emails.clear(ada, email)).toBe(true);
    expect(await emails.find(ada)).toEqual({ email, pendingEmail });
    expect(await accounts.find(ada.sub)).toEqual(ada);
  });

  test('the first mark stays', async () => {
    await emails.mark(ada, email, mark);
    expect(await emails.mark(ada, email, { reason: 'complaint', at: AT + 2 })).toBe(false);
    expect((await emails.find(ada))?.email?.undeliverable).toEqual(mark);
  });

  test('neither marks nor clears an address that was verified again', async () => {
    const former = { verifiedBy: 'attempt-0' };
    expect(await emails.mark(ada, former, mark)).toBe(false);
    await emails.mark(ada, email, mark);
    expect(await emails.clear(ada, former)).toBe(false);
    expect((await emails.find(ada))?.email?.undeliverable).toEqual(mark);
  });

  test('marks no account without an address, and creates none', async () => {
    const grace = newAccount();
    await accounts.create(grace);
    expect(await emails.mark(grace, email, mark)).toBe(false);
    expect(await emails.mark({ sub: 'none' }, email, mark)).toBe(false);
    expect(await emails.clear({ sub: 'none' }, email)).toBe(false);
    expect(await emails.find({ sub: 'none' })).toBeUndefined();
  });

  test('a new verification clears the mark', async () => {
    await emails.mark(ada, email, mark);
    const again = { ...email, verifiedAt: AT + 3, verifiedBy: 'attempt-2' };
    expect(await addresses.verify(ada, pendingEmail, again)).toBe(true);
    expect(await emails.find(ada)).toEqual({ email: again });
  });
});

test('a mark whose response was lost is reported as set', async () => {
  const { accounts, emails } = inTable('retrying')();
  const ada = { ...newAccount(), email };
  await accounts.create(ada);
  expect(await emails.mark(ada, email, mark)).toBe(true);
  expect((await emails.find(ada))?.email?.undeliverable).toEqual(mark);
});
