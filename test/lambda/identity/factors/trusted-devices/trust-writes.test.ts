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
  MAX_TRUSTED_DEVICES,
  trustToForget,
} from '../../../../../lambda/identity/factors/trusted-devices/trusted-device';
import { createDynamoTrustedDevices } from '../../../../../lambda/identity/factors/trusted-devices/trusted-devices';
import { createTable } from '../../../../../lambda/shared/table/table';
import { type EmbeddedTable, startEmbeddedTable } from '../../../fakes/embedded-table';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryAccountFactors } from '../../../fakes/memory-factors';
import { createMemoryTrustedDevices } from '../../../fakes/memory-trusted-devices';
import { newAccount } from '../../../fakes/new-account';
import { ofLevel } from '../../../fakes/store-levels';

const AT = 1_767_323_045_678;
const phone = { id: 'factor-1', name: 'My phone', step: 100, at: AT, recoveryDigests: ['a', 'b', 'c'] };
const tablet = { id: 'factor-2', name: 'My tablet', step: 101, at: AT + 1 };
const laptop = toDevice({ id: 'device-1', secret: 'secret-1' }, AT / 1000);

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

const inMemory = () => {
  const accounts = createMemoryAccounts();
  const trusted = createMemoryTrustedDevices(accounts.trusted);
  return { accounts, factors: createMemoryAccountFactors(accounts), trusted };
};
const inTable = (name: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => () => {
  const { [name]: client, tableName } = table;
  const accounts = createDynamoAccounts(client, tableName);
  const factors = createDynamoAccountFactors(createAccountUpdate(client, tableName), accounts);
  return { accounts, factors, trusted: createDynamoTrustedDevices(createTable(client, tableName)) };
};

describe.each<[string, () => ReturnType<typeof inMemory> | ReturnType<ReturnType<typeof inTable>>]>(
  ofLevel([
    ['in memory', inMemory],
    ['on the embedded DynamoDB', inTable('client')],
    ['when every first answer is lost', inTable('retrying')],
  ]),
)('trusted devices %s', (_where, create) => {
  let stores: ReturnType<typeof create>;
  let ada: Account;
  let step = 200;
  beforeEach(async () => {
    stores = create();
    ada = newAccount({ devices: [laptop] });
    await stores.accounts.create(ada);
    await stores.factors.confirm(ada, phone);
    ada = await read();
  });

  const read = async () => (await stores.accounts.find(ada.sub)) as Account;
  const list = () => stores.trusted.list(ada.sub);
  const commit = (account: Account, secondFactor: AcceptedProof) =>
    stores.accounts.commitSignIn({
      account,
      sid: `sid ${Math.random()}`,
      device: laptop,
      at: AT / 1000,
      secondFactor,
    });
  /** Returns the write of a sign-in that trusts its device. */
  async function prepare(account: Account, at = AT) {
    const stored = await list();
    const { device } = createTrustedDevice(account, account.securityVersion, at);
    step += 1;
    const accepted = acceptProof({ kind: 'totp', id: 'factor-1', step }, at);
    const forgotten = trustToForget(stored ?? [], account, at);
    return { device, write: trustDevice(accepted, { device, forgotten, count: stored?.length }) };
  }
  async function trust(at = AT) {
    const account = await read();
    const { device, write } = await prepare(account, at);
    expect(await commit(account, write)).toBeDefined();
    return device;
  }
  /** Signs in by a trusted device. Returns whether the sign-in was committed. */
  const accept = async (device: Parameters<typeof acceptTrust>[0], account = ada) =>
    (await commit(account, acceptTrust(device, AT))) !== undefined;

  test('a sign-in stores its device, and later ones sign in by it, again and again', async () => {
    expect(await list()).toBeUndefined();
    const device = await trust();
    expect(await list()).toEqual([device]);
    expect(await accept(device)).toBe(true);
    expect(await accept(device)).toBe(true);
    // it does not last longer for that
    expect(await list()).toEqual([device]);
  });

  test('a sixth device takes the place of the oldest one', async () => {
    const devices = [];
    for (let n = 0; n < MAX_TRUSTED_DEVICES + 1; n++) devices.push(await trust(AT + n));
    const ids = (await list())?.map(({ id }) => id).sort();
    expect(ids).toEqual(
      devices
        .slice(1)
        .map(({ id }) => id)
        .sort(),
    );
    for (const [n, device] of devices.entries()) expect(await accept(device)).toBe(n > 0);
  });

  test('of parallel sign-ins that trust a device, one is committed', async () => {
    await trust();
    const account = await read();
    const writes = [await prepare(account), await prepare(account)];
    const committed = [];
    for (const { write } of writes) committed.push((await commit(account, write)) !== undefined);
    expect(committed).toEqual([true, false]);
    expect(await list()).toHaveLength(2);
  });

  test('the commit refuses a device of another secret, another account or another security version', async () => {
    const device = await trust();
    expect(await accept({ ...device, digest: 'another' })).toBe(false);
    expect(await accept({ ...device, id: 'another' })).toBe(false);
    const { sub, ...eve } = newAccount({ devices: [laptop] });
    await stores.accounts.create({ ...eve, sub });
    expect(await accept(device, { ...ada, sub })).toBe(false);
    await stores.accounts.raiseSecurityVersion(ada.sub);
    // the version that was read has passed, and the device is not of the present one
    expect(await accept(device, ada)).toBe(false);
    expect(await accept(device, await read())).toBe(false);
  });

  test('the commit refuses a device once one of its factors was removed', async () => {
    await stores.factors.confirm(ada, tablet);
    const device = await trust();
    const [before, another] = [await read(), await trust()];
    expect(await accept(device, before)).toBe(true);
    expect(await stores.factors.remove(await read(), 'factor-2')).toBe(true);
    for (const account of [before, await read()]) {
      expect(await accept(device, account)).toBe(false);
      expect(await accept(another, account)).toBe(false);
    }
  });

  test('a sign-in by a trusted device clears no guesses, and needs those that were read', async () => {
    const device = await trust();
    const guessed = { ...laptop, factorFailures: 3, factorAttemptAt: AT };
    const sid = 'sid of the guesses';
    const proof = acceptTrust(device, AT);
    const account = await read();
    const committed = await stores.accounts.commitSignIn({
      ...{ account, sid, device: guessed, at: AT / 1000, secondFactor: proof },
    });
    expect(committed).toBeDefined();
    expect((await read()).devices).toEqual([guessed]);
    expect(await commit(await read(), acceptTrust(device, AT, laptop))).toBeUndefined();
    expect(
      await commit(await read(), acceptTrust(device, AT, { ...guessed, factorFailures: 2 })),
    ).toBeUndefined();
    expect(await commit(await read(), acceptTrust(device, AT, { ...guessed, hash: 'x' }))).toBeUndefined();
    expect(await commit(await read(), acceptTrust(device, AT, guessed))).toBeDefined();
  });
});
