/** How attempts are counted, by the same rule on an account, on a device and on an unknown name. */
import { randomUUID } from 'node:crypto';
import {
  createDynamoAccountAttempts,
  type ThrottleScope,
} from '../../../lambda/identity/accounts/account-attempts';
import { createDynamoAccounts } from '../../../lambda/identity/accounts/accounts';
import { createDeviceToken, toDevice } from '../../../lambda/identity/devices/device';
import { type Attempts, noAttempts } from '../../../lambda/identity/throttling/backoff';
import { createDynamoUnknownUsernameAttempts } from '../../../lambda/identity/throttling/unknown-username-attempts';
import { DAY } from '../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import { createMemoryAccounts } from '../fakes/memory-accounts';
import { createMemoryAccountAttempts, createMemoryUnknownUsernameAttempts } from '../fakes/memory-attempts';
import { newAccount } from '../fakes/new-account';
import { countAdmitted } from '../fakes/outcomes';

const AT = 1_767_323_045_678;
const FREE = 5;

let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

/** The attempts on one subject, in one store. */
interface Counter {
  /**
   * Counts an attempt that read these attempts. @param failures those that have not expired. @default - all
   */
  reserve(seen: Attempts, at: number, failures?: number): Promise<boolean>;
  read(): Promise<Attempts>;
}

type Place = 'in memory' | 'on the embedded DynamoDB' | 'where each first answer is lost';

const newAttempt = (seen: Attempts, at: number, failures = seen.failures) => ({
  id: randomUUID(),
  at,
  seen,
  failures,
  freeFailures: FREE,
});

const clientOf = (place: Place) =>
  place === 'where each first answer is lost' ? table.retrying : table.client;

async function onAccount(place: Place, scope: ThrottleScope, attempts: Attempts): Promise<Counter> {
  const memory = createMemoryAccounts();
  const isMemory = place === 'in memory';
  const accounts = isMemory ? memory : createDynamoAccounts(table.client, table.tableName);
  const store = isMemory
    ? createMemoryAccountAttempts(memory.items)
    : createDynamoAccountAttempts(clientOf(place), table.tableName);
  const device = { ...toDevice(createDeviceToken(), Math.floor(AT / 1000)), ...attempts };
  const account = newAccount({ attempts, changeAttempts: attempts, devices: [device] });
  await accounts.create(account);
  const scopeOf = typeof scope === 'string' ? scope : { device: device.id };
  return {
    reserve: (seen, at, failures) => store.reserve(account, scopeOf, newAttempt(seen, at, failures)),
    async read() {
      const found = await accounts.find(account.sub);
      const { failures, lastAttemptAt } =
        (scope === 'sign-in' && found?.attempts) ||
        (scope === 'password-change' && found?.changeAttempts) ||
        found?.devices[0] ||
        noAttempts;
      return { failures, lastAttemptAt };
    },
  };
}

async function onName(place: Place, attempts: Attempts): Promise<Counter> {
  const create = (client: EmbeddedTable['client']) =>
    createDynamoUnknownUsernameAttempts(client, table.tableName, { quietPeriodMs: 3 * DAY * 1000 });
  const store = place === 'in memory' ? createMemoryUnknownUsernameAttempts() : create(clientOf(place));
  const name = randomUUID();
  if (attempts.failures > 0) {
    const seen = { ...attempts, failures: attempts.failures - 1 };
    const once = place === 'in memory' ? store : create(table.client);
    await once.reserve(name, { ...newAttempt(seen, attempts.lastAttemptAt), freeFailures: 0 });
  }
  return {
    reserve: (seen, at, left) => store.reserve(name, newAttempt(seen, at, left)),
    read: () => store.find(name),
  };
}

const counters: readonly (readonly [string, (place: Place, attempts: Attempts) => Promise<Counter>])[] = [
  ['sign-ins to an account', (place, attempts) => onAccount(place, 'sign-in', attempts)],
  ['changes of a password', (place, attempts) => onAccount(place, 'password-change', attempts)],
  ['sign-ins from a device', (place, attempts) => onAccount(place, { device: '' }, attempts)],
  ['sign-ins under a name that no account has', onName],
];

describe.each(counters)('%s', (_what, create) => {
  const withFailures = (place: Place, failures: number) =>
    create(place, failures === 0 ? noAttempts : { failures, lastAttemptAt: AT - 1 });

  describe.each(['in memory', 'on the embedded DynamoDB'] as const)('%s', (place) => {
    test('of ten at once the free ones are admitted, and of the next ones one each time', async () => {
      const { reserve, read } = await withFailures(place, 0);
      for (const [count, at, admitted] of [
        [10, AT, FREE],
        [4, AT + 1000, 1],
        [4, AT + 3000, 1],
      ] as const) {
        const seen = await read();
        expect(await countAdmitted(count, () => reserve(seen, at))).toBe(admitted);
      }
      expect(await read()).toEqual({ failures: FREE + 2, lastAttemptAt: AT + 3000 });
    });

    test.each([2, 20])('one after expired failures is counted on the remaining %d, once', async (left) => {
      const { reserve, read } = await withFailures(place, 30);
      const seen = await read();
      expect(await countAdmitted(4, () => reserve(seen, AT, left))).toBe(1);
      expect(await read()).toEqual({ failures: left + 1, lastAttemptAt: AT });
    });
  });

  describe('where each first answer is lost', () => {
    const place = 'where each first answer is lost';

    test('no more are admitted', async () => {
      const { reserve, read } = await withFailures(place, 0);
      expect(await countAdmitted(8, () => reserve(noAttempts, AT))).toBeLessThanOrEqual(FREE);
      expect((await read()).failures).toBeGreaterThanOrEqual(FREE);
    });

    test.each([
      ['the last free one', FREE - 1],
      ['the first that waits', FREE],
    ])('%s is admitted, and no other one of its millisecond is mistaken for it', async (_which, failures) => {
      const { reserve, read } = await withFailures(place, failures);
      const seen = await read();
      expect(await countAdmitted(4, () => reserve(seen, AT))).toBe(1);
      expect(await read()).toEqual({ failures: FREE + 1, lastAttemptAt: AT });
    });
  });
});
