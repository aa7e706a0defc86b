import { type Accounts, createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createDeviceToken, toDevice } from '../../../../lambda/identity/devices/device';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { newAccount } from '../../fakes/new-account';

const AT = 1_767_323_045;
const device = toDevice(createDeviceToken(), AT);
const failures = { failures: 3, at: 1 };

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each<[string, () => Accounts]>([
  ['in memory', () => createMemoryAccounts(() => AT * 1000)],
  ['on the embedded DynamoDB', () => createDynamoAccounts(table.client, table.tableName, () => AT * 1000)],
])('the session of a code on accounts %s', (where, create) => {
  async function plant(sub: string, change: Parameters<typeof newAccount>[0] = {}) {
    const accounts = create();
    const account = newAccount({
      ...{ sub: `${sub} ${where}`, devices: [device] },
      ...{ attempts: { ...newAccount().attempts, ...failures } },
      ...{ changeAttempts: { ...newAccount().changeAttempts, ...failures } },
      ...change,
    });
    await accounts.create(account);
    return { accounts, account: (await accounts.find(account.sub)) ?? account };
  }

  test('is counted, and neither adds a device nor clears failures', async () => {
    const { accounts, account } = await plant('plain');
    expect(await accounts.commitSignIn({ account, sid: 'sid-1', at: AT })).toBe(account.sessionCount + 1);
    expect(await accounts.find(account.sub)).toEqual({
      ...account,
      lastSid: 'sid-1',
      sessionCount: account.sessionCount + 1,
    });
  });

  test('does not prolong an account that expires', async () => {
    const { accounts, account } = await plant('expires', { expiresAt: AT + 60 });
    await accounts.commitSignIn({ account, sid: 'sid-1', at: AT, expiresAt: AT + 600 });
    expect(await accounts.find(account.sub)).toMatchObject({ lastSid: 'sid-1', expiresAt: AT + 60 });
  });

  test('is not started once the security version was raised', async () => {
    const { accounts, account } = await plant('raised');
    await accounts.raiseSecurityVersion(account.sub);
    expect(await accounts.commitSignIn({ account, sid: 'sid-1', at: AT })).toBeUndefined();
  });

  test('is started with a second factor that stays, and not with one that has changed', async () => {
    const { accounts, account } = await plant('factor', { secondFactorSince: AT });
    const other = { ...account, secondFactorSince: AT - 1 };
    expect(await accounts.commitSignIn({ account: other, sid: 'sid-1', at: AT })).toBeUndefined();
    const { secondFactorSince: _none, ...without } = account;
    expect(await accounts.commitSignIn({ account: without, sid: 'sid-1', at: AT })).toBeUndefined();
    expect(await accounts.commitSignIn({ account, sid: 'sid-1', at: AT })).toBeDefined();
  });
});
