import { randomUUID } from 'node:crypto';
import type { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Account } from '../../../../lambda/identity/accounts/account';
import {
  type AccountAttempts,
  createDynamoAccountAttempts,
  type ThrottleScope,
} from '../../../../lambda/identity/accounts/account-attempts';
import { type Accounts, createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createDeviceToken, type Device, toDevice } from '../../../../lambda/identity/devices/device';
import type { AttemptReservation } from '../../../../lambda/identity/throttling/attempt-update';
import type { Attempts } from '../../../../lambda/identity/throttling/backoff';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { createMemoryAccounts } from '../../fakes/memory-accounts';
import { createMemoryAccountAttempts } from '../../fakes/memory-attempts';
import { newAccount } from '../../fakes/new-account';

const AT = 1_767_323_045_678;
const SECONDS = Math.floor(AT / 1000);
const FREE = 5;

/** Creates an attempt with a unique id. */
const newAttempt = (seen: Attempts, at = AT) =>
  ({ id: randomUUID(), at, seen, failures: seen.failures, freeFailures: FREE }) satisfies AttemptReservation;

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Stores {
  readonly accounts: Accounts;
  readonly attempts: AccountAttempts;
}

const inMemory = (): Stores => {
  const accounts = createMemoryAccounts();
  return { accounts, attempts: createMemoryAccountAttempts(accounts.items) };
};
const inTable = (client: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => (): Stores => ({
  accounts: createDynamoAccounts(table[client], table.tableName),
  attempts: createDynamoAccountAttempts(table[client], table.tableName),
});

const newDevice = (change: Partial<Device> = {}): Device => ({
  ...toDevice(createDeviceToken(), SECONDS),
  ...change,
});

describe.each<[string, () => Stores]>([
  ['in memory', inMemory],
  ['on the embedded DynamoDB', inTable('client')],
])('attempts on accounts %s', (_where, create) => {
  let accounts: Accounts;
  let attempts: AccountAttempts;
  beforeEach(() => {
    ({ accounts, attempts } = create());
  });

  async function withAda(change: Partial<Account> = {}): Promise<Account> {
    const ada = newAccount(change);
    await accounts.create(ada);
    return ada;
  }

  async function read({ sub }: Account): Promise<Account> {
    const account = await accounts.find(sub);
    if (!account) throw new Error('The account is gone');
    return account;
  }

  const signIn = (account: Account, device: Device) =>
    accounts.commitSignIn({ account, sid: 'sid-1', device, at: SECONDS });

  const device = newDevice();
  describe.each<[string, ThrottleScope, (account: Account) => Account['attempts']]>([
    ['sign-ins', 'sign-in', (account) => account.attempts],
    ['changes of the password', 'password-change', (account) => account.changeAttempts],
    ['a device', { device: device.id }, ({ devices: [first = newDevice()] }) => first],
  ])('of %s', (_what, scope, attemptsOf) => {
    const seenBy = (account: Account) => {
      const { failures, lastAttemptAt } = attemptsOf(account);
      return { failures, lastAttemptAt };
    };
    test('are counted in that scope only', async () => {
      const ada = await withAda({ devices: [device, newDevice()] });
      const seen = seenBy(ada);
      expect(await attempts.reserve(ada, scope, newAttempt(seen))).toBe(true);
      const { attempts: signIns, changeAttempts, devices, ...rest } = await read(ada);
      const counts = [signIns, changeAttempts, ...devices].map(({ failures }) => failures);
      expect([...counts].sort()).toEqual([0, 0, 0, 1]);
      expect(seenBy(await read(ada))).toEqual({ failures: 1, lastAttemptAt: AT });
      expect({ ...ada, ...rest }).toEqual(ada);
    });

    test('are rejected for an account that does not exist', async () => {
      const ada = await withAda({ devices: [device] });
      const reservation = newAttempt(seenBy(ada));
      expect(await attempts.reserve(newAccount({ devices: [device] }), scope, reservation)).toBe(false);
      expect(await read(ada)).toEqual(ada);
    });
  });

  test('are rejected for a device that was removed meanwhile', async () => {
    const ada = await withAda({ devices: [newDevice()] });
    for (const failures of [0, FREE]) {
      const reservation = newAttempt({ failures, lastAttemptAt: 0 });
      expect(await attempts.reserve(ada, { device: device.id }, reservation)).toBe(false);
    }
    expect(await read(ada)).toEqual(ada);
  });

  test.each<[string, ThrottleScope]>([
    ['unknown devices', 'sign-in'],
    ['one device', { device: device.id }],
  ])('forgiving clears only the failures of %s, and none under another password', async (_what, scope) => {
    const failed = { failures: 3, lastAttemptAt: AT };
    const known = { ...device, ...failed };
    const ada = await withAda({ attempts: failed, changeAttempts: failed, devices: [known] });
    await attempts.forgive({ ...ada, passwordHash: '$argon2id$0' }, scope);
    await attempts.forgive({ ...ada, sub: 'other' }, scope);
    await attempts.forgive(ada, { device: 'another' });
    expect(await read(ada)).toEqual(ada);
    await attempts.forgive(ada, scope);
    const none = { ...failed, failures: 0 };
    const left = scope === 'sign-in' ? { attempts: none } : { devices: [{ ...known, failures: 0 }] };
    expect(await read(ada)).toEqual({ ...ada, ...left });
  });

  test('clearing clears all failures, including those of devices, and changes nothing else', async () => {
    const failed = { failures: 100, lastAttemptAt: AT };
    const devices = [newDevice(failed), newDevice(failed), device];
    const ada = await withAda({ attempts: failed, changeAttempts: failed, devices });
    await attempts.clear({ ...ada, sub: 'other' });
    expect(await read(ada)).toEqual(ada);
    await attempts.clear(ada);
    const none = { failures: 0, lastAttemptAt: AT };
    const { devices: known, ...rest } = await read(ada);
    expect({ ...rest, devices }).toEqual({ ...ada, attempts: none, changeAttempts: none });
    expect(known).toEqual(expect.arrayContaining(devices.map((one) => ({ ...one, failures: 0 }))));
  });

  test('clearing does not restore a device that was removed meanwhile, and clears the others', async () => {
    const [gone, stays] = [newDevice({ failures: 7 }), newDevice({ failures: 7 })];
    const ada = await withAda({ devices: [stays] });
    await attempts.clear({ ...ada, devices: [gone, stays] });
    expect((await read(ada)).devices).toEqual([{ ...stays, failures: 0 }]);
  });

  test('removing the devices changes nothing else', async () => {
    const ada = await withAda({
      attempts: { failures: 7, lastAttemptAt: AT },
      devices: [device, newDevice()],
    });
    await attempts.forgetDevices({ ...ada, sub: 'other' });
    expect(await read(ada)).toEqual(ada);
    await attempts.forgetDevices(ada);
    expect(await read(ada)).toEqual({ ...ada, devices: [] });
  });

  test('clearing does not create an account that no longer exists', async () => {
    const ada = newAccount();
    await attempts.clear(ada);
    expect(await accounts.find(ada.sub)).toBeUndefined();
  });

  test('a sign-in stores its device, and clears the failures of sign-ins and changes', async () => {
    const failed = { failures: 4, lastAttemptAt: AT };
    const ada = await withAda({ attempts: failed, changeAttempts: failed });
    await signIn(ada, device);
    expect(await read(ada)).toMatchObject({
      attempts: { failures: 0, lastAttemptAt: AT },
      changeAttempts: { failures: 0, lastAttemptAt: AT },
      devices: [device],
    });
  });

  test('a sign-in from a device clears its failures and those of unknown devices, but not of other devices', async () => {
    const failed = { failures: 100, lastAttemptAt: AT };
    const other = newDevice({ failures: 3 });
    const ada = await withAda({ attempts: failed, devices: [other, { ...device, ...failed }] });
    await signIn(ada, { ...device, expiresAt: SECONDS + 9 });
    const { attempts: signIns, devices } = await read(ada);
    expect(signIns).toEqual({ failures: 0, lastAttemptAt: AT });
    expect(devices).toHaveLength(2);
    expect(devices).toEqual(expect.arrayContaining([other, { ...device, expiresAt: SECONDS + 9 }]));
  });

  test('the devices that expire last stay known, however many sign in', async () => {
    const earlier = Array.from({ length: 10 }, (_, n) => newDevice({ expiresAt: SECONDS + 1 + n }));
    const ada = await withAda({ devices: earlier });
    await signIn(ada, device);
    const known = (await read(ada)).devices.map(({ id }) => id);
    expect(known).toHaveLength(6);
    expect(known).toEqual(expect.arrayContaining([...earlier.slice(5).map(({ id }) => id), device.id]));
  });

  test('a sign-in that is not committed stores no device', async () => {
    const ada = await withAda();
    await signIn({ ...ada, passwordHash: '$argon2id$0' }, device);
    expect((await read(ada)).devices).toEqual([]);
  });

  test('a password change clears the failures of sign-ins and changes, and keeps the devices', async () => {
    const failed = { failures: 100, lastAttemptAt: AT };
    const ada = await withAda({ attempts: failed, changeAttempts: failed, devices: [device] });
    await accounts.changePassword(ada, '$argon2id$2');
    expect(await read(ada)).toMatchObject({
      attempts: { failures: 0, lastAttemptAt: AT },
      changeAttempts: { failures: 0, lastAttemptAt: AT },
      devices: [device],
    });
  });
});

test('an attempt is rejected and not counted when an operator has unlocked the account since', async () => {
  const { accounts, attempts } = inTable('retrying')();
  const ada = newAccount({ attempts: { failures: FREE, lastAttemptAt: AT } });
  await accounts.create(ada);
  const lost = newAttempt(ada.attempts, AT + 1);
  await attempts.reserve(ada, 'sign-in', lost);
  await attempts.clear(ada);
  expect(await attempts.reserve(ada, 'sign-in', lost)).toBe(false);
  expect((await accounts.find(ada.sub))?.attempts.failures).toBe(0);
});

test('a device whose commit is sent twice is stored once, and removes no other', async () => {
  const { accounts } = inTable('retrying')();
  const [device, other] = [newDevice(), newDevice()];
  const ada = newAccount({ devices: [other] });
  await accounts.create(ada);
  await accounts.commitSignIn({ account: ada, sid: 'sid-1', device, at: SECONDS });
  const devices = (await accounts.find(ada.sub))?.devices;
  expect(devices).toHaveLength(2);
  expect(devices).toEqual(expect.arrayContaining([other, device]));
});

test('ADD is used only for top-level attributes, as DynamoDB requires', async () => {
  const updates: string[] = [];
  const { accounts, attempts } = inTable('client')();
  table.client.middlewareStack.add(
    (next) => (args) => {
      const { UpdateExpression: update } = args.input as UpdateItemCommand['input'];
      if (update !== undefined) updates.push(update);
      return next(args);
    },
    { step: 'initialize', name: 'recorder' },
  );
  const device = newDevice();
  const ada = newAccount({ devices: [device, ...Array.from({ length: 8 }, () => newDevice())] });
  await accounts.create(ada);
  for (const scope of ['sign-in', 'password-change', { device: device.id }] as const) {
    await attempts.reserve(ada, scope, newAttempt(ada.attempts));
  }
  const signIn = { account: ada, at: SECONDS };
  await accounts.commitSignIn({ ...signIn, sid: 'sid-1', device: newDevice() });
  await accounts.commitSignIn({ ...signIn, sid: 'sid-2', device });
  table.client.middlewareStack.remove('recorder');

  expect(updates).toHaveLength(5);
  const added = updates.flatMap((update) => / ADD (.*)$/.exec(update)?.[1]?.split(', ') ?? []);
  expect(added).toEqual(['#sessionCount :one', '#sessionCount :one']);
});
