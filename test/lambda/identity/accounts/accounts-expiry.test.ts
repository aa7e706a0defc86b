/** How accounts whose address is never verified end. */
import type { Account } from '../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createDynamoAllAccounts } from '../../../../lambda/identity/accounts/all-accounts';
import { createDeviceToken, toDevice } from '../../../../lambda/identity/devices/device';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { newAccount } from '../../fakes/new-account';
import { ofLevel } from '../../fakes/store-levels';

const END = 1_767_927_845;
const email = {
  address: 'ada@example.com',
  shown: 'ada@example.com',
  verifiedAt: 1,
  verifiedBy: 'attempt-1',
};

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

let millis: number;
const now = () => millis;

describe.each<[string, () => Accounts]>(
  ofLevel([
    ['in memory', () => createMemoryAccounts(now)],
    ['on the embedded DynamoDB', () => createDynamoAccounts(table.client, table.tableName, now)],
    ['when every first answer is lost', () => createDynamoAccounts(table.retrying, table.tableName, now)],
  ]),
)('accounts that expire %s', (_where, create) => {
  let accounts: Accounts;
  beforeEach(() => {
    millis = END * 1000 - 1;
    accounts = create();
  });

  async function withAda(change: Partial<Account> = {}): Promise<Account> {
    const ada = newAccount({ expiresAt: END, ...change });
    await accounts.create(ada);
    return ada;
  }

  const signIn = (account: Account, expiresAt?: number) =>
    accounts.commitSignIn({
      account,
      sid: 'sid-1',
      device: toDevice(createDeviceToken(), 1),
      at: 1,
      expiresAt,
    });

  test('an account is expired from its last second on', async () => {
    const ada = await withAda();
    expect(await accounts.find(ada.sub)).toEqual(ada);
    millis = END * 1000;
    expect(await accounts.find(ada.sub)).toEqual({ ...ada, state: 'EXPIRED' });
  });

  test('an account with an address, or without an end, does not expire', async () => {
    millis = END * 1000;
    const [eve, { expiresAt: _none, ...endless }] = [
      await withAda({ email }),
      newAccount({ expiresAt: END }),
    ];
    await accounts.create(endless);
    for (const account of [eve, endless]) expect(await accounts.find(account.sub)).toEqual(account);
  });

  test('a sign-in moves the end, and only where accounts expire', async () => {
    const ada = await withAda();
    await signIn(ada, END + 9);
    expect((await accounts.find(ada.sub))?.expiresAt).toBe(END + 9);
    const bob = await withAda();
    await signIn(bob);
    expect((await accounts.find(bob.sub))?.expiresAt).toBeUndefined();
    const { expiresAt: _none, ...eve } = newAccount();
    await accounts.create(eve);
    await signIn(eve, END + 9);
    expect((await accounts.find(eve.sub))?.expiresAt).toBeUndefined();
  });

  test('a sign-in does not give an end to an account that has lost it meanwhile', async () => {
    const ada = await withAda();
    await signIn(ada);
    expect(
      await accounts.commitSignIn({
        account: ada,
        sid: 'sid-2',
        device: toDevice(createDeviceToken(), 1),
        at: 1,
        expiresAt: END + 9,
      }),
    ).toBeUndefined();
    expect((await accounts.find(ada.sub))?.expiresAt).toBeUndefined();
  });

  test('discards an expired account, repeatedly, and none after a sign-in, with another end or with an address', async () => {
    const ada = await withAda();
    millis = END * 1000;
    const expired = (await accounts.find(ada.sub)) as Account;
    for (let run = 0; run < 2; run++) expect(await accounts.discard(expired)).toBe(true);
    expect(await accounts.find(ada.sub)).toBeUndefined();

    const bob = await withAda();
    await signIn(bob, END + 9);
    expect(await accounts.discard(bob)).toBe(false);
    expect(await accounts.discard({ ...bob, lastSid: 'sid-1' })).toBe(false);
    const eve = await withAda({ email });
    expect(await accounts.discard({ ...eve, email: undefined })).toBe(false);
    expect(await accounts.discard(eve)).toBe(true);
  });
});

test('a list of all accounts leaves out the expired ones', async () => {
  millis = END * 1000;
  const store = createDynamoAccounts(table.client, table.tableName, now);
  const [expired, live] = [newAccount({ expiresAt: END }), newAccount({ expiresAt: END + 1 })];
  for (const account of [expired, live]) await store.create(account);
  const { accounts } = await createDynamoAllAccounts(table.client, table.tableName, now).readPage(
    undefined,
    500,
  );
  const subs = accounts.map(({ sub }) => sub);
  expect([subs.includes(expired.sub), subs.includes(live.sub)]).toEqual([false, true]);
});
