import {
  type AccountAttempts,
  createDynamoAccountAttempts,
} from '../../../lambda/identity/accounts/account-attempts';
import { type Accounts, createDynamoAccounts } from '../../../lambda/identity/accounts/accounts';
import { createDeviceToken, toDevice } from '../../../lambda/identity/devices/device';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import { createMemoryAccounts } from '../fakes/memory-accounts';
import { createMemoryAccountAttempts } from '../fakes/memory-attempts';
import { newAccount } from '../fakes/new-account';

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

const failed = { failures: 3, lastAttemptAt: 1_767_323_045_678 };
const none = { ...failed, failures: 0 };
const device = { ...toDevice(createDeviceToken(), 1_767_323_045), ...failed };

describe.each<[string, () => { readonly accounts: Accounts; readonly attempts: AccountAttempts }]>([
  [
    'in memory',
    () => {
      const accounts = createMemoryAccounts();
      return { accounts, attempts: createMemoryAccountAttempts(accounts.items) };
    },
  ],
  [
    'on the embedded DynamoDB',
    () => ({
      accounts: createDynamoAccounts(table.client, table.tableName),
      attempts: createDynamoAccountAttempts(table.client, table.tableName),
    }),
  ],
])('forgiving %s', (_where, create) => {
  async function withAda() {
    const stores = create();
    const ada = newAccount({ attempts: failed, changeAttempts: failed, devices: [device] });
    await stores.accounts.create(ada);
    return { ...stores, ada, read: () => stores.accounts.find(ada.sub) };
  }

  test('forgets the failures of unknown devices alone', async () => {
    const { attempts, ada, read } = await withAda();
    await attempts.forgive(ada, 'sign-in');
    expect(await read()).toEqual({ ...ada, attempts: none });
  });

  test('forgets the failures of one device alone', async () => {
    const { attempts, ada, read } = await withAda();
    await attempts.forgive(ada, { device: device.id });
    expect(await read()).toEqual({ ...ada, devices: [{ ...device, failures: 0 }] });
  });

  test('forgets nothing of an account that has another password by now, and makes none', async () => {
    const { attempts, ada, read } = await withAda();
    await attempts.forgive({ ...ada, passwordHash: '$argon2id$0' }, 'sign-in');
    await attempts.forgive({ ...ada, sub: 'other' }, 'sign-in');
    await attempts.forgive(ada, { device: 'another' });
    expect(await read()).toEqual(ada);
  });
});
