import type { Account } from '../../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../../lambda/identity/accounts/update-account';
import { toDevice } from '../../../../../lambda/identity/devices/device';
import {
  type AccountFactors,
  createDynamoAccountFactors,
} from '../../../../../lambda/identity/factors/account-factors';
import { acceptProof } from '../../../../../lambda/identity/factors/factor-proof';
import { applyReset } from '../../../../../lambda/identity/factors/proofs/factors-reset';
import {
  createDynamoFactorAdministration,
  type FactorAdministration,
} from '../../../../../lambda/identity/operator/factors/factor-administration';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryFactorAdministration } from '../../../fakes/memory-factor-administration';
import { createMemoryAccountFactors } from '../../../fakes/memory-factors';
import { newAccount } from '../../../fakes/new-account';
import { ofLevel } from '../../../fakes/store-levels';

const AT = 1_767_323_045_678;
const phone = { id: 'factor-1', name: 'My phone', step: 100, at: AT, recoveryDigests: ['a', 'b', 'c'] };
const device = toDevice({ id: 'device-1', secret: 'secret-1' }, AT / 1000);

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Stores {
  readonly accounts: Accounts;
  readonly factors: AccountFactors;
  readonly administration: FactorAdministration;
}

const inMemory = (): Stores => {
  const accounts = createMemoryAccounts();
  const administration = createMemoryFactorAdministration(accounts.items);
  return { accounts, factors: createMemoryAccountFactors(accounts), administration };
};
const inTable = (client: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => (): Stores => {
  const accounts = createDynamoAccounts(table[client], table.tableName);
  const update = createAccountUpdate(table[client], table.tableName);
  const administration = createDynamoFactorAdministration(update, accounts);
  return { accounts, factors: createDynamoAccountFactors(update, accounts), administration };
};

describe.each<[string, () => Stores]>(
  ofLevel([
    ['in memory', inMemory],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('resets of factors %s', (where, create) => {
  let stores: Stores;
  let ada: Account;
  const read = async () => (await stores.accounts.find(ada.sub)) as Account;
  const commit = (account: Account, secondFactor: Parameters<Accounts['commitSignIn']>[0]['secondFactor']) =>
    stores.accounts.commitSignIn({
      account,
      sid: `sid ${Math.random()}`,
      device,
      at: AT / 1000,
      secondFactor,
    });

  beforeEach(async () => {
    stores = create();
    const { sub } = newAccount();
    ada = newAccount({ sub, devices: [device], passkeys: { key: { addedAt: AT, verifiesUser: true } } });
    await stores.accounts.create(ada);
    await stores.factors.confirm(ada, phone);
    ada = await read();
  });

  test('sets a date once', async () => {
    expect(await stores.administration.requestReset(ada, AT + 1)).toBe(AT + 1);
    expect(await stores.administration.requestReset(ada, AT + 2)).toBe(AT + 1);
    expect(await read()).toEqual({ ...ada, factorsResetAt: AT + 1 });
  });

  test('resets the passkeys of an account whose second factor is off', async () => {
    const { factors: _, secondFactorSince, recoveryCodes, ...off } = ada;
    const { sub } = newAccount();
    await stores.accounts.create({ ...off, sub });
    const find = async () => (await stores.accounts.find(sub)) as Account;
    const resetAt = (await stores.administration.requestReset(await find(), AT)) ?? 0;
    expect(resetAt).toBe(AT);
    const before = await find();
    expect(await stores.factors.applyReset(before, AT - 1)).toBe(false);
    expect(await stores.factors.applyReset(before, AT)).toBe(true);
    expect(await find()).not.toMatchObject({ passkeys: expect.anything() });
    expect(await stores.factors.applyReset(before, AT - 1)).toBe(true);
    const { sub: other } = newAccount();
    await stores.accounts.create({ ...off, sub: other });
    expect(await stores.administration.resetNow({ ...off, sub: other })).toBe(true);
    expect(await stores.accounts.find(other)).not.toMatchObject({ passkeys: expect.anything() });
  });

  test('changes no account without a second factor, with another security version, or that is not active', async () => {
    const bob = newAccount();
    await stores.accounts.create(bob);
    await stores.accounts.raiseSecurityVersion(ada.sub);
    for (const account of [bob, ada]) {
      expect(await stores.administration.requestReset(account, AT)).toBeUndefined();
    }
    expect(await stores.administration.resetNow(ada)).toBe(false);
    const raised = await read();
    await stores.accounts.markDeleting(raised, 'owner');
    expect(await stores.administration.requestReset(raised, AT)).toBeUndefined();
    expect(await stores.administration.resetNow(raised)).toBe(false);
    expect(await read()).toEqual({ ...raised, state: 'DELETING' });
  });

  test('removes everything of the second factor at once, and nothing else', async () => {
    await stores.administration.requestReset(ada, AT);
    expect(await stores.administration.resetNow(ada)).toBe(true);
    const { factors: _, passkeys, secondFactorSince, recoveryCodes, ...rest } = ada;
    expect(await read()).toEqual(rest);
  });

  test('is canceled once', async () => {
    await stores.administration.requestReset(ada, AT);
    // after a lost response, a retry inside the SDK finds no date
    expect(await stores.factors.cancelReset(ada)).toBe(where !== 'when every first answer is lost');
    expect(await stores.factors.cancelReset(ada)).toBe(false);
    expect(await read()).toEqual(ada);
  });

  test('a sign-in applies the date that was judged, and no other one', async () => {
    const resetAt = (await stores.administration.requestReset(ada, AT)) ?? 0;
    expect(await commit(ada, applyReset(resetAt - 1))).toBeUndefined();
    expect(await commit(ada, applyReset(resetAt))).toBe(2);
    const signedIn = await read();
    for (const name of ['factors', 'secondFactorSince', 'recoveryCodes', 'factorsResetAt'] as const) {
      expect(signedIn[name]).toBeUndefined();
    }
    expect(signedIn).toMatchObject({ factorFailures: 0, stepUpFailures: 0 });
    expect(await commit(signedIn, applyReset(resetAt))).toBeUndefined();
  });

  test('a sign-in that starts no session applies the date that was read, and no other one', async () => {
    const resetAt = (await stores.administration.requestReset(ada, AT)) ?? 0;
    const account = await read();
    expect(await stores.factors.applyReset(account, resetAt - 1)).toBe(false);
    expect(await read()).toEqual(account);
    expect(await stores.factors.applyReset(account, resetAt)).toBe(true);
    // also for a parallel sign-in
    expect(await stores.factors.applyReset(account, resetAt)).toBe(true);
    const { factors: _, passkeys, secondFactorSince, recoveryCodes, ...rest } = ada;
    expect(await read()).toEqual({ ...rest, factorFailures: 0, stepUpFailures: 0 });
    await stores.accounts.raiseSecurityVersion(ada.sub);
    expect(await stores.factors.applyReset(account, resetAt)).toBe(false);
  });

  test('a sign-in with a factor cancels it: no sign-in applies it afterwards', async () => {
    const resetAt = (await stores.administration.requestReset(ada, AT)) ?? 0;
    const account = await read();
    expect(await commit(account, acceptProof({ kind: 'totp', id: 'factor-1', step: 101 }, AT))).toBe(2);
    expect(await read()).not.toMatchObject({ factorsResetAt: expect.anything() });
    expect(await commit(account, applyReset(resetAt))).toBeUndefined();
  });
});
