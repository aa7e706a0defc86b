import type { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { createDeviceToken, type Device, toDevice } from '../../../lambda/auth/device';
import type { Login } from '../../../lambda/auth/login';
import {
  type Budget,
  createDynamoLoginAttempts,
  type LoginAttempts,
} from '../../../lambda/auth/login-attempts';
import { createDynamoLogins, type Logins } from '../../../lambda/auth/logins';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import { createMemoryLoginAttempts } from '../fakes/memory-attempts';
import { createMemoryLogins } from '../fakes/memory-logins';
import { newLogin } from '../fakes/new-login';
import { countAdmitted } from '../fakes/outcomes';

const AT = 1_767_323_045_678;
const SECONDS = Math.floor(AT / 1000);
const FREE = 5;

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

interface Stores {
  readonly logins: Logins;
  readonly attempts: LoginAttempts;
}

const inMemory = (): Stores => {
  const logins = createMemoryLogins();
  return { logins, attempts: createMemoryLoginAttempts(logins.items) };
};
const inTable = (client: keyof Pick<EmbeddedTable, 'client' | 'retrying'>) => (): Stores => ({
  logins: createDynamoLogins(table[client], table.tableName),
  attempts: createDynamoLoginAttempts(table[client], table.tableName),
});

const newDevice = (change: Partial<Device> = {}): Device => ({
  ...toDevice(createDeviceToken(), SECONDS),
  ...change,
});

describe.each<[string, () => Stores]>([
  ['in memory', inMemory],
  ['on the embedded DynamoDB', inTable('client')],
])('attempts on accounts %s', (_where, create) => {
  let logins: Logins;
  let attempts: LoginAttempts;
  beforeEach(() => {
    ({ logins, attempts } = create());
  });

  async function withAda(change: Partial<Login> = {}): Promise<Login> {
    const ada = newLogin(change);
    await logins.create(ada);
    return ada;
  }

  async function read({ name }: Login): Promise<Login> {
    const login = await logins.find(name);
    if (!login) throw new Error('The login is gone');
    return login;
  }

  const signIn = (login: Login, device: Device, byDevice: boolean, sid = 'sid-1') =>
    logins.commitSignIn({ login, sid, device, byDevice, at: SECONDS });

  const device = newDevice();
  describe.each<[string, Budget, (login: Login) => Login['attempts']]>([
    ['sign-ins', 'sign-in', (login) => login.attempts],
    ['changes of the password', 'password-change', (login) => login.changeAttempts],
    ['a device', { device: device.id }, ({ devices: [first = newDevice()] }) => first],
  ])('of %s', (_what, budget, attemptsOf) => {
    const seenBy = (login: Login) => {
      const { failures, lastAttemptAt } = attemptsOf(login);
      return { failures, lastAttemptAt };
    };
    const atOnce = async (count: number, login: Login, at: number) => {
      const reservation = { at, seen: seenBy(await read(login)), freeFailures: FREE };
      return countAdmitted(count, () => attempts.reserve(login, budget, reservation));
    };

    test('of fifty at once the free ones are let through, and of the next ones one each time', async () => {
      const ada = await withAda({ devices: [device] });
      expect(await atOnce(50, ada, AT)).toBe(FREE);
      expect(seenBy(await read(ada))).toEqual({ failures: FREE, lastAttemptAt: AT });
      expect(await atOnce(10, ada, AT + 1000)).toBe(1);
      expect(await atOnce(10, ada, AT + 3000)).toBe(1);
      expect(seenBy(await read(ada))).toEqual({ failures: FREE + 2, lastAttemptAt: AT + 3000 });
    });

    test('each is counted there and nowhere else', async () => {
      const ada = await withAda({ devices: [device, newDevice()] });
      const seen = seenBy(ada);
      expect(await attempts.reserve(ada, budget, { at: AT, seen, freeFailures: FREE })).toBe(true);
      const { attempts: signIns, changeAttempts, devices, ...rest } = await read(ada);
      const counts = [signIns, changeAttempts, ...devices].map(({ failures }) => failures);
      expect([...counts].sort()).toEqual([0, 0, 0, 1]);
      expect(seenBy(await read(ada))).toEqual({ failures: 1, lastAttemptAt: AT });
      expect({ ...ada, ...rest }).toEqual(ada);
    });

    test('none is let through to an account that is gone, or has only inherited the name', async () => {
      const ada = await withAda({ devices: [device] });
      const reservation = { at: AT, seen: seenBy(ada), freeFailures: FREE };
      expect(await attempts.reserve({ ...ada, sub: 'other' }, budget, reservation)).toBe(false);
      expect(await attempts.reserve(newLogin({ devices: [device] }), budget, reservation)).toBe(false);
      expect(await read(ada)).toEqual(ada);
    });
  });

  test('none is let through for a device that was forgotten meanwhile', async () => {
    const ada = await withAda({ devices: [newDevice()] });
    for (const failures of [0, FREE]) {
      const reservation = { at: AT, seen: { failures, lastAttemptAt: 0 }, freeFailures: FREE };
      expect(await attempts.reserve(ada, { device: device.id }, reservation)).toBe(false);
    }
    expect(await read(ada)).toEqual(ada);
  });

  test('clearing forgets the failures and the devices, and leaves the rest as it is', async () => {
    const failed = { failures: 100, lastAttemptAt: AT };
    const ada = await withAda({ attempts: failed, changeAttempts: failed, devices: [device, newDevice()] });
    await attempts.clear({ ...ada, sub: 'other' });
    expect(await read(ada)).toEqual(ada);
    await attempts.clear(ada);
    const none = { failures: 0, lastAttemptAt: AT };
    expect(await read(ada)).toEqual({ ...ada, attempts: none, changeAttempts: none, devices: [] });
  });

  test('clearing an account that is gone makes none', async () => {
    const ada = newLogin();
    await attempts.clear(ada);
    expect(await logins.find(ada.name)).toBeUndefined();
  });

  test('a sign-in makes a device known, and clears the failures of sign-ins and of changes', async () => {
    const failed = { failures: 4, lastAttemptAt: AT };
    const ada = await withAda({ attempts: failed, changeAttempts: failed });
    await signIn(ada, device, false);
    expect(await read(ada)).toMatchObject({
      attempts: { failures: 0, lastAttemptAt: AT },
      changeAttempts: { failures: 0, lastAttemptAt: AT },
      devices: [device],
    });
  });

  test('a sign-in by a device clears its own failures and nobody else’s', async () => {
    const failed = { failures: 4, lastAttemptAt: AT };
    const other = newDevice({ failures: 3 });
    const ada = await withAda({ attempts: failed, devices: [other, { ...device, ...failed }] });
    await signIn(ada, { ...device, expiresAt: SECONDS + 9 }, true);
    const { attempts: signIns, devices } = await read(ada);
    expect(signIns).toEqual(failed);
    expect(devices).toHaveLength(2);
    expect(devices).toEqual(expect.arrayContaining([other, { ...device, expiresAt: SECONDS + 9 }]));
  });

  test('however many devices sign in, those that expire last stay known', async () => {
    const earlier = Array.from({ length: 10 }, (_, n) => newDevice({ expiresAt: SECONDS + 1 + n }));
    const ada = await withAda({ devices: earlier });
    await signIn(ada, device, false);
    const known = (await read(ada)).devices.map(({ id }) => id);
    expect(known).toHaveLength(6);
    expect(known).toEqual(expect.arrayContaining([...earlier.slice(5).map(({ id }) => id), device.id]));
  });

  test('of a device that expired nothing stays', async () => {
    const ada = await withAda({ devices: [newDevice({ expiresAt: SECONDS })] });
    await signIn(ada, device, false);
    expect((await read(ada)).devices).toEqual([device]);
  });

  test('a sign-in that is not committed makes no device known', async () => {
    const ada = await withAda();
    await signIn({ ...ada, passwordHash: '$argon2id$0' }, device, false);
    expect((await read(ada)).devices).toEqual([]);
  });

  test('a change of the password clears its own failures alone, and leaves the devices known', async () => {
    const failed = { failures: 4, lastAttemptAt: AT };
    const ada = await withAda({ attempts: failed, changeAttempts: failed, devices: [device] });
    await logins.changePassword(ada, '$argon2id$2');
    expect(await read(ada)).toMatchObject({
      attempts: failed,
      changeAttempts: { failures: 0, lastAttemptAt: AT },
      devices: [device],
    });
  });
});

test('a lost answer lets no more attempts through', async () => {
  const { logins, attempts } = inTable('retrying')();
  const ada = newLogin();
  await logins.create(ada);
  const reservation = { at: AT, seen: ada.attempts, freeFailures: FREE };
  const admitted = await countAdmitted(10, () => attempts.reserve(ada, 'sign-in', reservation));
  expect(admitted).toBeLessThanOrEqual(FREE);
  expect((await logins.find(ada.name))?.attempts.failures).toBe(FREE);
});

test('a device whose commit is sent twice is known once, and forgets no other', async () => {
  const { logins } = inTable('retrying')();
  const [device, other] = [newDevice(), newDevice()];
  const ada = newLogin({ devices: [other] });
  await logins.create(ada);
  await logins.commitSignIn({ login: ada, sid: 'sid-1', device, byDevice: false, at: SECONDS });
  const devices = (await logins.find(ada.name))?.devices;
  expect(devices).toHaveLength(2);
  expect(devices).toEqual(expect.arrayContaining([other, device]));
});

test('only top-level attributes are added to, as DynamoDB demands', async () => {
  const updates: string[] = [];
  const { logins, attempts } = inTable('client')();
  table.client.middlewareStack.add(
    (next) => (args) => {
      const { UpdateExpression: update } = args.input as UpdateItemCommand['input'];
      if (update !== undefined) updates.push(update);
      return next(args);
    },
    { step: 'initialize', name: 'recorder' },
  );
  const device = newDevice();
  const ada = newLogin({ devices: [device, ...Array.from({ length: 8 }, () => newDevice())] });
  await logins.create(ada);
  const reservation = { at: AT, seen: ada.attempts, freeFailures: FREE };
  for (const budget of ['sign-in', 'password-change', { device: device.id }] as const) {
    await attempts.reserve(ada, budget, reservation);
  }
  await logins.commitSignIn({ login: ada, sid: 'sid-1', device: newDevice(), byDevice: false, at: SECONDS });
  await logins.commitSignIn({ login: ada, sid: 'sid-2', device, byDevice: true, at: SECONDS });
  table.client.middlewareStack.remove('recorder');

  expect(updates).toHaveLength(5);
  const added = updates.flatMap((update) => / ADD (.*)$/.exec(update)?.[1]?.split(', ') ?? []);
  expect(added).toEqual(['#sessionCount :one', '#sessionCount :one']);
});
