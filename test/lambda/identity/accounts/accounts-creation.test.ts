/** How the store creates accounts and discards them. */
import type { Account } from '../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createDeviceToken, toDevice } from '../../../../lambda/identity/devices/device';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { newAccount } from '../../fakes/new-account';
import { ofLevel } from '../../fakes/store-levels';

/** Differences from another account with the same id. */
const others: readonly (readonly [string, Partial<Account>])[] = [
  ['name', { name: 'bob' }],
  ['hash', { passwordHash: '$argon2id$2' }],
  ['time of creation', { createdAt: 1 }],
];

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, number, () => Accounts]>(
  ofLevel([
    ['in memory', 50, createMemoryAccounts],
    ['on the embedded DynamoDB', 10, () => createDynamoAccounts(table.client, table.tableName)],
    ['when every first answer is lost', 5, () => createDynamoAccounts(table.retrying, table.tableName)],
  ]),
)('new accounts %s', (_where, many, create) => {
  let accounts: Accounts;
  beforeEach(() => {
    accounts = create();
  });

  async function withAda(change: Partial<Account> = {}): Promise<Account> {
    const ada = newAccount(change);
    await accounts.create(ada);
    return ada;
  }

  const atOnce = <Result>(call: (n: number) => Promise<Result>) =>
    Promise.allSettled(Array.from({ length: many }, (_, n) => call(n)));

  const signIn = (account: Account) =>
    accounts.commitSignIn({
      account,
      sid: 'sid-1',
      newPasswordHash: undefined,
      device: toDevice(createDeviceToken(), 1),
      at: 1,
    });

  test.each(others)(
    'rejects the id of an account with another %s, and keeps that account',
    async (_what, other) => {
      const ada = await withAda();
      expect(await accounts.create({ ...ada, ...other })).toBe(false);
      expect(await accounts.find(ada.sub)).toEqual(ada);
    },
  );

  test('creating the same account again changes nothing, even if it has changed since', async () => {
    const ada = await withAda();
    await signIn(ada);
    expect(await accounts.create(ada)).toBe(true);
    expect((await accounts.find(ada.sub))?.lastSid).toBe('sid-1');
  });

  test('of many concurrent creations with one id, one succeeds', async () => {
    const ada = newAccount();
    const outcomes = await atOnce((n) => accounts.create({ ...ada, name: `name-${n}` }));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value)).toHaveLength(1);
  });

  test('discards an account that was just created, repeatedly', async () => {
    const ada = await withAda();
    for (let n = 0; n < 2; n++) expect(await accounts.discard(ada)).toBe(true);
    expect(await accounts.find(ada.sub)).toBeUndefined();
  });

  test('does not discard an account with a sign-in since', async () => {
    const ada = await withAda();
    await signIn(ada);
    expect(await accounts.discard(ada)).toBe(false);
    expect(await accounts.find(ada.sub)).toMatchObject({ lastSid: 'sid-1' });
  });

  test.each(others)(
    'does not discard an account of the same id with another %s, even without a sign-in',
    async (_what, other) => {
      const bob = await withAda({ lastSid: '' });
      expect(await accounts.discard({ ...bob, ...other })).toBe(false);
      expect(await accounts.find(bob.sub)).toEqual(bob);
    },
  );
});
