import type { Account } from '../../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../../lambda/identity/accounts/accounts';
import {
  type AccountUsernames,
  createDynamoAccountUsernames,
} from '../../../../../lambda/identity/accounts/usernames/account-usernames';
import {
  withFormerUsername,
  withUsername,
} from '../../../../../lambda/identity/accounts/usernames/username-rules';
import { createDeviceToken, toDevice } from '../../../../../lambda/identity/devices/device';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryAccountUsernames } from '../../../fakes/memory-account-usernames';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { newAccount } from '../../../fakes/new-account';
import { ofLevel } from '../../../fakes/store-levels';

const AT = 1_767_323_045_678;
const lifetimes = { accessTokenSeconds: 3_600, sessionSeconds: 86_400 };
const renamed = (account: Account, username: string) =>
  withUsername(account, { name: `${username.toLowerCase()}-${account.sub}`, username }, AT, lifetimes);

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Stores {
  readonly accounts: Accounts;
  readonly usernames: AccountUsernames;
}
const inMemory = (): Stores => {
  const accounts = createMemoryAccounts();
  return { accounts, usernames: createMemoryAccountUsernames(accounts) };
};
const inTable = (client: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => (): Stores => {
  const accounts = createDynamoAccounts(table[client], table.tableName);
  return { accounts, usernames: createDynamoAccountUsernames(table[client], table.tableName, accounts) };
};

describe.each<[string, () => Stores]>(
  ofLevel([
    ['in memory', inMemory],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('changes of usernames %s', (_where, create) => {
  let accounts: Accounts;
  let usernames: AccountUsernames;
  let ada: Account;
  beforeEach(async () => {
    ({ accounts, usernames } = create());
    ada = newAccount();
    await accounts.create(ada);
  });

  test('replaces the username, and nothing else', async () => {
    const next = renamed(ada, 'Countess');
    expect(await usernames.replace(ada, next)).toBe(true);
    expect(await accounts.find(ada.sub)).toEqual(next);
  });

  test('replaces it repeatedly, and restores the former one', async () => {
    const next = renamed(ada, 'Countess');
    const last = renamed(next, 'Lovelace');
    const back = withFormerUsername(last) as Account;
    expect(await usernames.replace(ada, next)).toBe(true);
    expect(await usernames.replace(next, last)).toBe(true);
    expect(await usernames.replace(last, back)).toBe(true);
    expect(await accounts.find(ada.sub)).toEqual(back);
    expect(back).toMatchObject({ username: 'Countess', usernameChanges: { version: 3 } });
  });

  test.each<[string, (next: Account) => Promise<unknown>]>([
    ['first', async () => {}],
    ['changed', (next) => usernames.replace(ada, next)],
  ])('of concurrent changes to the %s username, one takes effect', async (_which, prepare) => {
    const next = renamed(ada, 'Countess');
    await prepare(next);
    const present = (await accounts.find(ada.sub)) as Account;
    const wanted = ['One', 'Two', 'Three', 'Four'].map((username) => renamed(present, username));
    const outcomes = await Promise.all(wanted.map((change) => usernames.replace(present, change)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await accounts.find(ada.sub)).toEqual(wanted[outcomes.indexOf(true)]);
  });

  test('does not change an account that was or is being deleted, and creates none', async () => {
    const stranger = newAccount();
    expect(await usernames.replace(stranger, renamed(stranger, 'Countess'))).toBe(false);
    expect(await accounts.find(stranger.sub)).toBeUndefined();
    await accounts.markDeleting(ada, 'owner');
    expect(await usernames.replace(ada, renamed(ada, 'Countess'))).toBe(false);
    expect(await accounts.find(ada.sub)).toMatchObject({ username: ada.username });
  });

  test('records that the sessions have the username, unless it has changed since', async () => {
    const next = renamed(ada, 'Countess');
    await usernames.replace(ada, next);
    await usernames.markSpread(next, AT + 1);
    expect((await accounts.find(ada.sub))?.usernameChanges).toMatchObject({
      sessionsVersion: 1,
      heldUntil: AT + 1,
    });
    const last = renamed(next, 'Lovelace');
    await usernames.replace(next, last);
    await usernames.markSpread(next, AT + 2);
    expect(await accounts.find(ada.sub)).toEqual(last);
    // an account with its first username, or without an item, has nothing to record
    await usernames.markSpread(ada, AT + 3);
    await usernames.markSpread(newAccount(), AT + 3);
    expect(await accounts.find(ada.sub)).toEqual(last);
  });

  test('a sign-in that was verified under another username is not committed', async () => {
    const device = toDevice(createDeviceToken(), AT / 1000);
    const signIn = (account: Account, sid: string) =>
      accounts.commitSignIn({ account, sid, device, at: AT / 1000 });
    const next = renamed(ada, 'Countess');
    const back = renamed(next, ada.username);
    await usernames.replace(ada, next);
    expect(await signIn(ada, 'sid-1')).toBeUndefined();
    expect(await signIn(next, 'sid-2')).toBe(2);
    await usernames.replace(next, back);
    // the same text again has another version
    expect(await signIn(ada, 'sid-3')).toBeUndefined();
    expect(await signIn(back, 'sid-4')).toBe(3);
  });

  test('a deletion returns the last state of the account', async () => {
    const next = renamed(ada, 'Countess');
    await usernames.replace(ada, next);
    await accounts.markDeleting(ada, 'owner');
    const deleted = await accounts.delete(ada);
    // the second write of a retry finds nothing
    if (deleted) expect(deleted).toEqual({ ...next, state: 'DELETING' });
    expect(await accounts.find(ada.sub)).toBeUndefined();
    expect(await accounts.delete(ada)).toBeUndefined();
  });
});
