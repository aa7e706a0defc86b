import type { Account } from '../../../../lambda/identity/accounts/account';
import { type Accounts, createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';
import { toDevice } from '../../../../lambda/identity/devices/device';
import {
  type AccountFactors,
  createDynamoAccountFactors,
} from '../../../../lambda/identity/factors/account-factors';
import { createDynamoFactorAttempts } from '../../../../lambda/identity/factors/factor-attempts';
import { acceptProof, type FactorProof } from '../../../../lambda/identity/factors/factor-proof';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { createMemoryAccountFactors, createMemoryFactorAttempts } from '../../fakes/memory-factors';
import { newAccount } from '../../fakes/new-account';
import { countAdmitted } from '../../fakes/outcomes';
import { ofLevel } from '../../fakes/store-levels';

const AT = 1_767_323_045_678;
const phone = { id: 'factor-1', name: 'My phone', step: 100, at: AT, recoveryDigests: ['a', 'b', 'c'] };
const tablet = { id: 'factor-2', name: 'My tablet', step: 101, at: AT + 1 };
const code = (step: number, id = 'factor-1'): FactorProof => ({ kind: 'totp', id, step });
const recovery = (digest: string): FactorProof => ({ kind: 'recovery_code', digest });
const device = toDevice({ id: 'device-1', secret: 'secret-1' }, AT / 1000);

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

const inMemory = () => {
  const accounts = createMemoryAccounts();
  const factors = createMemoryAccountFactors(accounts);
  return { accounts, factors, attempts: createMemoryFactorAttempts(accounts.items) };
};
const inTable = (client: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => () => {
  const accounts: Accounts = createDynamoAccounts(table[client], table.tableName);
  const update = createAccountUpdate(table[client], table.tableName);
  const factors: AccountFactors = createDynamoAccountFactors(update, accounts);
  return { accounts, factors, attempts: createDynamoFactorAttempts(update) };
};

describe.each<[string, () => ReturnType<typeof inMemory | ReturnType<typeof inTable>>]>(
  ofLevel([
    ['in memory', inMemory],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('second factors of accounts %s', (_where, create) => {
  let stores: ReturnType<typeof create>;
  let ada: Account;
  beforeEach(async () => {
    stores = create();
    ada = newAccount({ devices: [device] });
    await stores.accounts.create(ada);
  });

  const read = async () => (await stores.accounts.find(ada.sub)) as Account;
  /** Ada with a phone, and a tablet if she has two factors. */
  async function enrolled(count = 1): Promise<Account> {
    await stores.factors.confirm(ada, phone);
    if (count > 1) await stores.factors.confirm(await read(), tablet);
    return read();
  }
  /** Commits a sign-in with a proof. */
  const commit = (account: Account, proof?: FactorProof, sid = `sid ${Math.random()}`, hash?: string) =>
    stores.accounts.commitSignIn({
      account,
      sid,
      device,
      at: AT / 1000,
      ...(proof && { secondFactor: acceptProof(proof, AT, hash) }),
    });

  test('the first factor turns the second factor on, with its recovery codes', async () => {
    expect(await stores.factors.confirm(ada, phone)).toBe(true);
    const { recoveryCodes, ...account } = await read();
    expect(account).toEqual({
      ...ada,
      factors: { 'factor-1': { kind: 'totp', name: 'My phone', addedAt: AT, lastStep: 100 } },
      secondFactorSince: AT,
    });
    expect([...(recoveryCodes ?? [])].sort()).toEqual(['a', 'b', 'c']);
  });

  test('another factor changes neither the date nor the recovery codes', async () => {
    const before = await enrolled();
    expect(await stores.factors.confirm(before, { ...tablet, recoveryDigests: ['d'] })).toBe(false);
    expect(await stores.factors.confirm(before, tablet)).toBe(true);
    const { factors, ...account } = await read();
    expect(account).toEqual({ ...before, factors: undefined });
    expect(Object.keys(factors ?? {}).sort()).toEqual(['factor-1', 'factor-2']);
  });

  test('of parallel confirmations of one factor or of two first ones, one wins', async () => {
    const admitted = await countAdmitted(10, (n) =>
      stores.factors.confirm(ada, {
        ...phone,
        id: n % 2 === 0 ? 'factor-1' : 'factor-2',
        recoveryDigests: [`code ${n}`],
      }),
    );
    expect(admitted).toBe(1);
    expect((await read()).recoveryCodes).toHaveLength(1);
    expect(Object.keys((await read()).factors ?? {})).toHaveLength(1);
  });

  test('confirms nothing under another security version, on an account that is not active, or twice', async () => {
    expect(await stores.factors.confirm(newAccount(), phone)).toBe(false);
    await stores.accounts.raiseSecurityVersion(ada.sub);
    expect(await stores.factors.confirm(ada, phone)).toBe(false);
    const before = await read();
    await stores.accounts.markDeleting(before, 'owner');
    expect(await stores.factors.confirm(before, phone)).toBe(false);
    expect(await read()).not.toHaveProperty('secondFactorSince');
  });

  test('with the last factor, the second factor and the recovery codes go', async () => {
    const two = await enrolled(2);
    expect(await stores.factors.remove(two, 'factor-1')).toBe(true);
    expect(await read()).toMatchObject({ secondFactorSince: AT, recoveryCodes: expect.anything() });
    expect(await stores.factors.remove(await read(), 'factor-2')).toBe(true);
    expect(await read()).toEqual(ada);
  });

  test('two parallel removals of two factors: the second one reads again', async () => {
    const two = await enrolled(2);
    const removed = [];
    for (const id of ['factor-1', 'factor-2']) removed.push(await stores.factors.remove(two, id));
    expect(removed).toEqual([true, false]);
    expect(await read()).toHaveProperty('secondFactorSince');
  });

  test('removes nothing that is not there, or under another security version', async () => {
    const one = await enrolled();
    expect(await stores.factors.remove(one, 'factor-2')).toBe(false);
    await stores.accounts.raiseSecurityVersion(ada.sub);
    expect(await stores.factors.remove(one, 'factor-1')).toBe(false);
    expect(await read()).toHaveProperty('secondFactorSince');
  });

  test('replaces the recovery codes of an account with a second factor only', async () => {
    expect(await stores.factors.replaceRecoveryCodes(ada, ['x'])).toBe(false);
    const one = await enrolled();
    expect(await stores.factors.replaceRecoveryCodes(one, ['x', 'y'])).toBe(true);
    expect([...((await read()).recoveryCodes ?? [])].sort()).toEqual(['x', 'y']);
    await stores.accounts.raiseSecurityVersion(ada.sub);
    expect(await stores.factors.replaceRecoveryCodes(one, ['z'])).toBe(false);
  });

  test('a step-up accepts a step once, and no earlier one', async () => {
    const one = await enrolled();
    expect(await stores.factors.consume(one, code(100), AT)).toBe(false);
    expect(await countAdmitted(10, () => stores.factors.consume(one, code(101), AT + 7))).toBe(1);
    expect(await stores.factors.consume(one, code(101), AT)).toBe(false);
    expect(await stores.factors.consume(one, code(100), AT)).toBe(false);
    expect((await read()).factors?.['factor-1']).toMatchObject({ lastStep: 101, lastUsedAt: AT + 7 });
    expect(await stores.factors.consume(one, code(102, 'factor-2'), AT)).toBe(false);
  });

  test('a step-up accepts a recovery code once, down to the last one', async () => {
    const one = await enrolled();
    expect(await countAdmitted(10, () => stores.factors.consume(one, recovery('b'), AT))).toBe(1);
    expect(await stores.factors.consume(one, recovery('b'), AT)).toBe(false);
    for (const digest of ['a', 'c']) {
      expect(await stores.factors.consume(one, recovery(digest), AT)).toBe(true);
    }
    expect((await read()).recoveryCodes ?? []).toEqual([]);
    expect(await stores.factors.consume(one, recovery('a'), AT)).toBe(false);
  });

  test('a sign-in accepts a step once, also in parallel', async () => {
    const one = await enrolled();
    const admitted = await countAdmitted(10, async () => (await commit(one, code(101))) !== undefined);
    expect(admitted).toBe(1);
    expect(await commit(await read(), code(101))).toBeUndefined();
    expect((await read()).factors?.['factor-1']).toMatchObject({ lastStep: 101, lastUsedAt: AT });
  });

  test('a sign-in accepts a recovery code once, also in parallel', async () => {
    const one = await enrolled();
    const admitted = await countAdmitted(10, async () => (await commit(one, recovery('b'))) !== undefined);
    expect(admitted).toBe(1);
    expect([...((await read()).recoveryCodes ?? [])].sort()).toEqual(['a', 'c']);
  });

  test('no sign-in without a proof while the second factor is on, and none with one while it is off', async () => {
    expect(await commit(ada, code(101))).toBeUndefined();
    const one = await enrolled();
    for (const account of [ada, one]) expect(await commit(account)).toBeUndefined();
    expect(await commit(one, code(101))).toBe(2);
  });

  test('the sign-in of a known device requires that the device still has its secret', async () => {
    const one = await enrolled();
    expect(await commit(one, code(101), 'sid-1', 'another hash')).toBeUndefined();
    expect(await commit(one, code(101), 'sid-2', device.hash)).toBe(2);
  });

  test('an accepted proof clears the guesses, and a right password takes back its own only', async () => {
    const one = await enrolled();
    const seen = { failures: 0, lastAttemptAt: 0 };
    const reservation = { at: AT, seen, failures: 0, freeFailures: 5 };
    for (const [n, scope] of (['sign-in', 'step-up', { device: 'device-1' }] as const).entries()) {
      expect(await stores.attempts.reserve(one, scope, { ...reservation, id: `${n}` })).toBe(true);
    }
    const counted = await read();
    for (const count of [
      counted.factorFailures,
      counted.stepUpFailures,
      counted.devices[0]?.factorFailures,
    ]) {
      expect(count).toBeGreaterThan(0);
    }
    await commit(counted, code(101), 'sid-1', device.hash);
    expect(await read()).toMatchObject({ factorFailures: 0, stepUpFailures: 0 });
    expect((await read()).devices[0]?.factorFailures ?? 0).toBe(0);
  });
});
