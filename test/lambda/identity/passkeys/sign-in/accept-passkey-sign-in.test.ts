import type { Account } from '../../../../../lambda/identity/accounts/account';
import { createDynamoAccounts } from '../../../../../lambda/identity/accounts/accounts';
import { createAccountUpdate } from '../../../../../lambda/identity/accounts/update-account';
import { toDevice } from '../../../../../lambda/identity/devices/device';
import { createDynamoAccountFactors } from '../../../../../lambda/identity/factors/account-factors';
import { type AcceptedProof, acceptProof } from '../../../../../lambda/identity/factors/factor-proof';
import {
  acceptTrust,
  trustDevice,
} from '../../../../../lambda/identity/factors/trusted-devices/trust-writes';
import {
  createTrustedDevice,
  findTrustedDevice,
  parseTrustedDeviceToken,
} from '../../../../../lambda/identity/factors/trusted-devices/trusted-device';
import { createDynamoTrustedDevices } from '../../../../../lambda/identity/factors/trusted-devices/trusted-devices';
import { createDynamoAccountPasskeys } from '../../../../../lambda/identity/passkeys/account-passkeys';
import { acceptPasskeySignIn } from '../../../../../lambda/identity/passkeys/sign-in/accept-passkey-sign-in';
import { createTable } from '../../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryAccountFactors } from '../../../fakes/memory-factors';
import { createMemoryAccountPasskeys } from '../../../fakes/memory-passkeys';
import { createMemoryTrustedDevices } from '../../../fakes/memory-trusted-devices';
import { newAccount } from '../../../fakes/new-account';
import { ofLevel } from '../../../fakes/store-levels';

const AT = 1_767_323_045_678;
const laptop = toDevice({ id: 'device-1', secret: 'secret-1' }, AT / 1000);
const [phone, key] = ['p'.repeat(43), 'k'.repeat(43)] as const;

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

const inMemory = () => {
  const accounts = createMemoryAccounts();
  const trusted = createMemoryTrustedDevices(accounts.trusted);
  const factors = createMemoryAccountFactors(accounts);
  return { accounts, factors, trusted, passkeys: createMemoryAccountPasskeys(accounts) };
};
const inTable = (name: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => () => {
  const { [name]: client, tableName } = table;
  const accounts = createDynamoAccounts(client, tableName);
  const update = createAccountUpdate(client, tableName);
  const factors = createDynamoAccountFactors(update, accounts);
  const trusted = createDynamoTrustedDevices(createTable(client, tableName));
  return { accounts, factors, trusted, passkeys: createDynamoAccountPasskeys(update, accounts) };
};

describe.each<[string, () => ReturnType<typeof inMemory> | ReturnType<ReturnType<typeof inTable>>]>(
  ofLevel([
    ['in memory', inMemory],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('passkeys in the writes of sign-ins %s', (_where, create) => {
  let stores: ReturnType<typeof create>;
  let ada: Account;
  beforeEach(async () => {
    stores = create();
    ada = newAccount({ devices: [laptop] });
    await stores.accounts.create(ada);
    await stores.passkeys.add(ada, phone, { addedAt: AT, verifiesUser: true });
    await stores.passkeys.add(await read(), key, { addedAt: AT, verifiesUser: false });
    ada = await read();
  });

  const read = async () => (await stores.accounts.find(ada.sub)) as Account;
  const turnOn = async () => {
    await stores.passkeys.turnOn(await read(), ['a', 'b'], AT);
    return read();
  };
  const commit = async (account: Account, secondFactor: AcceptedProof) =>
    (await stores.accounts.commitSignIn({
      ...{ account, sid: `sid ${Math.random()}`, device: laptop, at: AT / 1000, secondFactor },
    })) !== undefined;

  test('a passkey that verifies its user signs in, whether or not the second factor is on', async () => {
    expect(await commit(ada, acceptPasskeySignIn(phone, AT))).toBe(true);
    expect(await commit(await turnOn(), acceptPasskeySignIn(phone, AT))).toBe(true);
    // also when it was turned on after the account was read
    expect(await commit(ada, acceptPasskeySignIn(phone, AT))).toBe(true);
    expect(await read()).toMatchObject({ factorFailures: 0, stepUpFailures: 0, secondFactorSince: AT });
  });

  test('no passkey signs in alone that does not verify its user, was removed, or never existed', async () => {
    expect(await commit(ada, acceptPasskeySignIn(key, AT))).toBe(false);
    expect(await commit(ada, acceptPasskeySignIn('another', AT))).toBe(false);
    await stores.passkeys.remove(ada, phone);
    for (const account of [ada, await read()])
      expect(await commit(account, acceptPasskeySignIn(phone, AT))).toBe(false);
  });

  test('every passkey is a proof, also while the second factor is off, until it is removed', async () => {
    const proof = { kind: 'passkey', id: key, isOn: true } as const;
    const off = { ...proof, isOn: false };
    expect(await commit(ada, acceptProof(off, AT))).toBe(true);
    expect(await stores.factors.consume(await read(), off, AT)).toBe(true);
    expect(await commit(await read(), acceptProof(proof, AT))).toBe(false);
    const before = await turnOn();
    expect(await commit(before, acceptProof(off, AT))).toBe(false);
    expect(await commit(before, acceptProof(proof, AT, laptop.hash))).toBe(true);
    expect(await commit(before, acceptProof(proof, AT, 'another'))).toBe(false);
    expect(await stores.factors.consume(await read(), proof, AT)).toBe(true);
    await stores.passkeys.remove(await read(), key);
    for (const account of [before, await read()]) {
      expect(await commit(account, acceptProof(proof, AT))).toBe(false);
      expect(await stores.factors.consume(account, proof, AT)).toBe(false);
    }
  });

  test('a device is trusted until the second factor is turned off, also when it is turned on again', async () => {
    const account = await turnOn();
    const { device } = createTrustedDevice(account, account.securityVersion, AT);
    const accepted = acceptProof({ kind: 'passkey', id: phone, isOn: true }, AT);
    await commit(account, trustDevice(accepted, { device, forgotten: [], count: undefined }));
    expect(await commit(account, acceptTrust(device, AT))).toBe(true);
    await stores.passkeys.turnOff(await read());
    expect(await commit(await read(), acceptTrust(device, AT))).toBe(false);
    await stores.passkeys.turnOn(await read(), ['a', 'b'], AT + 1);
    expect(await commit(await read(), acceptTrust(device, AT))).toBe(false);
  });

  test('a device is trusted while all passkeys from then are left', async () => {
    const account = await turnOn();
    const { device, token } = createTrustedDevice(account, account.securityVersion, AT);
    expect(device).toMatchObject({ factors: [], passkeys: expect.arrayContaining([key, phone]) });
    const accepted = acceptProof({ kind: 'passkey', id: phone, isOn: true }, AT);
    expect(await commit(account, trustDevice(accepted, { device, forgotten: [], count: undefined }))).toBe(
      true,
    );
    const find = async () =>
      findTrustedDevice(
        (await stores.trusted.list(ada.sub)) ?? [],
        parseTrustedDeviceToken(token) ?? { id: '', secret: '' },
        await read(),
        AT,
      );
    expect(await find()).toEqual(device);
    expect(await commit(account, acceptTrust(device, AT))).toBe(true);
    await stores.passkeys.remove(await read(), key);
    expect(await find()).toBeUndefined();
    for (const each of [account, await read()])
      expect(await commit(each, acceptTrust(device, AT))).toBe(false);
  });
});
