import type { Account } from '../../../../lambda/identity/accounts/account';
import { createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';
import { createDynamoAccountFactors } from '../../../../lambda/identity/factors/account-factors';
import { applyReset } from '../../../../lambda/identity/factors/proofs/factors-reset';
import { createDynamoAccountPasskeys } from '../../../../lambda/identity/passkeys/account-passkeys';
import { NO_PASSWORD } from '../../../../lambda/identity/passwords/no-password';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { createMemoryAccountFactors } from '../../fakes/memory-factors';
import { createMemoryAccountPasskeys } from '../../fakes/memory-passkeys';
import { newAccount } from '../../fakes/new-account';
import { countAdmitted } from '../../fakes/outcomes';
import { ofLevel } from '../../fakes/store-levels';

const AT = 1_767_323_045_678;
const verifying = { addedAt: AT, verifiesUser: true };
const plain = { addedAt: AT + 1, verifiesUser: false };
const phone = { id: 'factor-1', name: 'My phone', step: 100, at: AT };
const codes = ['a', 'b'];
const on = { secondFactorSince: AT, recoveryCodes: codes };

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

const options = { hasPasskeys: true };
const inMemory = () => {
  const accounts = createMemoryAccounts();
  return {
    accounts,
    factors: createMemoryAccountFactors(accounts, options),
    factorsOnly: createMemoryAccountFactors(accounts),
    passkeys: createMemoryAccountPasskeys(accounts),
  };
};
const inTable = (client: 'client' | 'retrying') => () => {
  const accounts = createDynamoAccounts(table[client], table.tableName);
  const update = createAccountUpdate(table[client], table.tableName);
  return {
    accounts,
    factors: createDynamoAccountFactors(update, accounts, options),
    factorsOnly: createDynamoAccountFactors(update, accounts),
    passkeys: createDynamoAccountPasskeys(update, accounts),
  };
};

describe.each<[string, () => ReturnType<typeof inMemory> | ReturnType<ReturnType<typeof inTable>>]>(
  ofLevel([
    ['in memory', inMemory],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('passkeys of accounts %s', (_where, create) => {
  let stores: ReturnType<typeof create>;
  let ada: Account;
  const read = async () => (await stores.accounts.find(ada.sub)) as Account;
  /** Creates ada's account, and returns it as it is read. */
  async function given(change: Partial<Account> = {}): Promise<Account> {
    const { recoveryCodes, ...account } = newAccount(change);
    ada = account;
    await stores.accounts.create(account);
    const created = await read();
    if (recoveryCodes) await stores.factors.replaceRecoveryCodes(created, recoveryCodes);
    return read();
  }
  /** Returns the account with its recovery codes in order. */
  async function readSorted() {
    const { recoveryCodes, ...account } = await read();
    return { ...account, ...(recoveryCodes && { recoveryCodes: [...recoveryCodes].sort() }) };
  }
  beforeEach(() => {
    stores = create();
  });

  test('the first passkey and others are added once each, and change nothing else', async () => {
    const before = await given();
    expect(await stores.passkeys.add(before, 'one', verifying)).toBe(true);
    const one = await read();
    expect(one).toEqual({ ...ada, passkeys: { one: verifying } });
    expect(await stores.passkeys.add(one, 'one', plain)).toBe(false);
    expect(await stores.passkeys.add(one, 'two', plain)).toBe(true);
    expect(await read()).toEqual({ ...ada, passkeys: { one: verifying, two: plain } });
    expect(await stores.passkeys.add(one, 'three', plain)).toBe(false);
  });

  test('of parallel first passkeys, one is added', async () => {
    const before = await given();
    expect(await countAdmitted(6, (n) => stores.passkeys.add(before, `passkey-${n}`, plain))).toBe(1);
    expect(Object.keys((await read()).passkeys ?? {})).toHaveLength(1);
  });

  test('nothing changes under another security version, or of an account that is not active', async () => {
    const before = await given({ passkeys: { one: verifying } });
    const changes = (account: Account) => [
      () => stores.passkeys.add(account, 'two', plain),
      () => stores.passkeys.remove(account, 'one'),
      () => stores.passkeys.turnOn(account, codes, AT),
      () => stores.passkeys.turnOff({ ...account, secondFactorSince: AT }),
    ];
    await stores.accounts.raiseSecurityVersion(ada.sub);
    for (const change of changes(before)) expect(await change()).toBe(false);
    const raised = await read();
    await stores.accounts.markDeleting(raised, 'owner');
    for (const change of changes(raised)) expect(await change()).toBe(false);
    for (const change of changes(newAccount())) expect(await change()).toBe(false);
    expect(await read()).toEqual({ ...raised, state: 'DELETING' });
  });

  test('removes one of two passkeys, then the last one, and nothing that is not there', async () => {
    const two = await given({ passkeys: { one: verifying, two: plain } });
    expect(await stores.passkeys.remove(two, 'three')).toBe(false);
    expect(await stores.passkeys.remove(two, 'two')).toBe(true);
    expect((await read()).passkeys).toEqual({ one: verifying });
    expect(await stores.passkeys.remove(two, 'one')).toBe(false);
    expect(await stores.passkeys.remove(await read(), 'one')).toBe(true);
    expect(await read()).toEqual({ ...ada, passkeys: undefined });
  });

  test('with the last factor, the second factor and its recovery codes go', async () => {
    const one = await given({ passkeys: { one: verifying }, ...on });
    expect(await stores.passkeys.remove(one, 'one')).toBe(true);
    const { passkeys: _, secondFactorSince: _since, ...rest } = ada;
    expect(await read()).toEqual(rest);
  });

  test('the last passkey leaves the second factor on while an authenticator app is left', async () => {
    const factors = { 'factor-1': { kind: 'totp' as const, name: 'Phone', addedAt: AT, lastStep: 1 } };
    const both = await given({ passkeys: { one: verifying }, factors, ...on });
    expect(await stores.passkeys.remove(both, 'one')).toBe(true);
    expect(await readSorted()).toEqual({ ...ada, passkeys: undefined, recoveryCodes: codes });
  });

  test('a removal requires the second factor and the authenticator apps that were read', async () => {
    const off = await given({ passkeys: { one: verifying } });
    await stores.passkeys.turnOn(off, codes, AT);
    expect(await stores.passkeys.remove(off, 'one')).toBe(false);
    const turnedOn = await read();
    await stores.factors.confirm(turnedOn, phone);
    expect(await stores.passkeys.remove(turnedOn, 'one')).toBe(false);
    const both = await read();
    await stores.factors.remove(both, 'factor-1');
    expect(await stores.passkeys.remove(both, 'one')).toBe(false);
    expect(await readSorted()).toEqual({ ...ada, ...on });
  });

  test('a renewed hash of the password stops no removal', async () => {
    const before = await given({ passkeys: { one: verifying } });
    expect(await stores.passkeys.remove({ ...before, passwordHash: 'renewed' }, 'one')).toBe(true);
    expect(await read()).not.toHaveProperty('passkeys');
  });

  test('a passkey that replaces another way in does not allow the removal of the last one', async () => {
    const before = await given({
      passwordHash: NO_PASSWORD,
      passkeys: { one: verifying, two: verifying },
    });
    await stores.passkeys.remove(before, 'two');
    await stores.passkeys.add(await read(), 'three', plain);
    expect(await stores.passkeys.remove(before, 'one')).toBe(false);
    expect((await read()).passkeys).toEqual({ one: verifying, three: plain });
  });

  test('the second factor is turned on once, with a passkey or an authenticator app', async () => {
    expect(await stores.passkeys.turnOn(await given(), codes, AT)).toBe(false);
    const one = await given({ passkeys: { one: plain } });
    expect(await countAdmitted(4, (n) => stores.passkeys.turnOn(one, [`code-${n}`], AT))).toBe(1);
    const turnedOn = await read();
    expect(turnedOn).toMatchObject({ secondFactorSince: AT, passkeys: { one: plain } });
    expect(turnedOn.recoveryCodes).toHaveLength(1);
    expect(await stores.passkeys.turnOn(turnedOn, codes, AT)).toBe(false);
    const gone = await given({ passkeys: { one: verifying } });
    await stores.passkeys.remove(gone, 'one');
    expect(await stores.passkeys.turnOn(gone, codes, AT)).toBe(false);
  });

  test('with the second factor, authenticator apps and recovery codes go, and passkeys stay', async () => {
    const turnedOn = await given({ passkeys: { one: verifying }, ...on });
    await stores.factors.confirm(turnedOn, phone);
    expect(await stores.passkeys.turnOff({ ...turnedOn, secondFactorSince: AT - 1 })).toBe(false);
    expect(await stores.passkeys.turnOff(turnedOn)).toBe(true);
    const { secondFactorSince: _, ...rest } = ada;
    expect(await read()).toEqual(rest);
    expect(await stores.passkeys.turnOff(rest)).toBe(false);
  });

  test('an authenticator app joins a second factor that is on by passkeys, without other recovery codes', async () => {
    const turnedOn = await given({ passkeys: { one: verifying }, ...on });
    expect(await stores.factors.confirm(turnedOn, { ...phone, recoveryDigests: ['x'] })).toBe(false);
    expect(await stores.factors.confirm(turnedOn, phone)).toBe(true);
    expect(await readSorted()).toEqual({
      ...ada,
      ...on,
      factors: { 'factor-1': { kind: 'totp', name: 'My phone', addedAt: AT, lastStep: 100 } },
    });
    const off = await given({ passkeys: { one: verifying } });
    await stores.passkeys.turnOn(off, codes, AT);
    expect(await stores.factors.confirm(off, { ...phone, recoveryDigests: ['x'] })).toBe(false);
    const on2 = await read();
    await stores.passkeys.turnOff(on2);
    expect(await stores.factors.confirm(on2, phone)).toBe(false);
    expect(await read()).toEqual(off);
  });

  test('the last authenticator app leaves the second factor on while a passkey is left, in a stage with passkeys', async () => {
    const factors = { 'factor-1': { kind: 'totp' as const, name: 'Phone', addedAt: AT, lastStep: 1 } };
    const both = await given({ passkeys: { one: verifying }, factors, ...on });
    expect(await stores.factors.remove(both, 'factor-1')).toBe(true);
    const { factors: _, secondFactorSince: _since, ...rest } = ada;
    expect(await readSorted()).toEqual({ ...rest, ...on });
    const other = await given({ passkeys: { one: verifying }, factors, ...on });
    expect(await stores.factorsOnly.remove(other, 'factor-1')).toBe(true);
    expect((await read()).secondFactorSince).toBeUndefined();
    expect((await read()).passkeys).toEqual({ one: verifying });
  });

  test('the last authenticator app is not removed when the passkeys have changed what that means', async () => {
    const factors = { 'factor-1': { kind: 'totp' as const, name: 'Phone', addedAt: AT, lastStep: 1 } };
    const both = await given({ passkeys: { one: verifying }, factors, ...on });
    await stores.passkeys.remove(both, 'one');
    expect(await stores.factors.remove(both, 'factor-1')).toBe(false);
    const one = await read();
    await stores.passkeys.add(one, 'two', plain);
    expect(await stores.factors.remove(one, 'factor-1')).toBe(false);
    expect((await read()).secondFactorSince).toBe(AT);
  });

  test('a reset removes the passkeys of an account with a password, and nothing of any other', async () => {
    const factors = { 'factor-1': { kind: 'totp' as const, name: 'Phone', addedAt: AT, lastStep: 1 } };
    const one = await given({ passkeys: { one: verifying }, factors, ...on });
    await requestReset(one);
    expect(await stores.factors.applyReset(await read(), AT)).toBe(true);
    expect(await read()).not.toHaveProperty('passkeys');
    const other = await given({ passwordHash: NO_PASSWORD, passkeys: { one: verifying }, ...on });
    await requestReset(other);
    expect(await stores.factors.applyReset(await read(), AT)).toBe(false);
    expect((await read()).passkeys).toEqual({ one: verifying });
  });

  async function requestReset(account: Account): Promise<void> {
    const { accounts } = stores;
    if ('items' in accounts) return accounts.set({ ...account, factorsResetAt: AT });
    await createAccountUpdate(table.client, table.tableName)(account, {
      UpdateExpression: 'SET factorsResetAt = :at',
      ExpressionAttributeValues: { ':at': applyReset(AT).write.values[':factorsResetAt'] ?? { N: '0' } },
    });
  }
});
