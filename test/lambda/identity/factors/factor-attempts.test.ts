import type { Account } from '../../../../lambda/identity/accounts/account';
import { createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';
import { toDevice } from '../../../../lambda/identity/devices/device';
import {
  createDynamoFactorAttempts,
  type FactorScope,
} from '../../../../lambda/identity/factors/factor-attempts';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { createMemoryFactorAttempts } from '../../fakes/memory-factors';
import { newAccount } from '../../fakes/new-account';
import { countAdmitted } from '../../fakes/outcomes';

const AT = 1_767_323_045_678;
const device = { ...toDevice({ id: 'device-1', secret: 'secret-1' }, AT / 1000), failures: 3 };
const none = { failures: 0, lastAttemptAt: 0 };
const scopes: readonly FactorScope[] = ['sign-in', 'step-up', { device: 'device-1' }];

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

describe.each([
  [
    'in memory',
    () => {
      const accounts = createMemoryAccounts();
      return { accounts, attempts: createMemoryFactorAttempts(accounts.items) };
    },
  ],
  [
    'on the embedded DynamoDB',
    () => ({
      accounts: createDynamoAccounts(table.client, table.tableName),
      attempts: createDynamoFactorAttempts(createAccountUpdate(table.client, table.tableName)),
    }),
  ],
])('guesses at second factors %s', (_where, create) => {
  let stores: ReturnType<typeof create>;
  let ada: Account;
  let ids = 0;
  beforeEach(async () => {
    stores = create();
    ada = newAccount({ devices: [device], attempts: { failures: 2, lastAttemptAt: AT } });
    await stores.accounts.create(ada);
  });

  const read = async () => (await stores.accounts.find(ada.sub)) as Account;
  const reserve = (scope: FactorScope, seen = none, at = AT) =>
    stores.attempts.reserve(ada, scope, {
      id: `guess ${++ids}`,
      at,
      seen,
      failures: seen.failures,
      freeFailures: 5,
    });
  const failuresOf = async (scope: FactorScope) => {
    const account = await read();
    if (typeof scope !== 'string') return account.devices[0]?.factorFailures ?? 0;
    return (scope === 'sign-in' ? account.factorFailures : account.stepUpFailures) ?? 0;
  };

  test.each(scopes)('parallel guesses exceed no limit: five are free (%j)', async (scope) => {
    expect(await countAdmitted(20, () => reserve(scope))).toBe(5);
    expect(await failuresOf(scope)).toBe(5);
    for (const other of scopes.filter((each) => each !== scope)) expect(await failuresOf(other)).toBe(0);
  });

  test.each(scopes)('after that, each guess must be the only one since the last (%j)', async (scope) => {
    await countAdmitted(5, () => reserve(scope));
    const seen = { failures: 5, lastAttemptAt: AT };
    expect(await countAdmitted(9, () => reserve(scope, seen, AT + 5_000))).toBe(1);
    expect(await failuresOf(scope)).toBe(6);
    expect(await reserve(scope, seen, AT + 9_000)).toBe(false);
  });

  test('counts nothing on an account or a device that does not exist', async () => {
    expect(await reserve({ device: 'device-2' })).toBe(false);
    ada = newAccount();
    for (const scope of scopes) expect(await reserve(scope)).toBe(false);
  });

  test('an operator clears the guesses of all scopes', async () => {
    for (const scope of scopes) await reserve(scope);
    await stores.attempts.clear(await read());
    for (const scope of scopes) expect(await failuresOf(scope)).toBe(0);
    expect((await read()).attempts).toEqual(ada.attempts);
    await stores.attempts.clear(newAccount());
  });

  test('a right password takes back its own attempt, and clears nothing', async () => {
    await reserve('sign-in');
    await stores.attempts.takeBackPassword(ada);
    expect(await read()).toMatchObject({ attempts: { failures: 1, lastAttemptAt: AT }, factorFailures: 1 });
    await stores.attempts.takeBackPassword(ada, 'device-1');
    expect((await read()).devices[0]?.failures).toBe(2);
    await stores.attempts.takeBackPassword({ ...ada, passwordHash: 'another' });
    await stores.attempts.takeBackPassword(ada, 'device-2');
    expect((await read()).attempts.failures).toBe(1);
    for (let n = 0; n < 3; n++) await stores.attempts.takeBackPassword(ada);
    expect((await read()).attempts.failures).toBe(0);
  });
});
