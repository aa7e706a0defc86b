/** Failures that are forgiven in time: the same for accounts and for names that no account has. */
import { randomUUID } from 'node:crypto';
import type { Account } from '../../../lambda/identity/accounts/account';
import { createDynamoAccountAttempts } from '../../../lambda/identity/accounts/account-attempts';
import { createDynamoAccounts } from '../../../lambda/identity/accounts/accounts';
import type { AttemptReservation } from '../../../lambda/identity/throttling/attempt-update';
import { type Attempts, noAttempts } from '../../../lambda/identity/throttling/backoff';
import { createDynamoUnknownUsernameAttempts } from '../../../lambda/identity/throttling/unknown-username-attempts';
import { DAY, PASSWORD } from '../fakes/auth-dependencies';
import { type EmbeddedTable, startEmbeddedTable } from '../fakes/embedded-table';
import { createMemoryAccounts } from '../fakes/memory-accounts';
import { createMemoryAccountAttempts, createMemoryUnknownUsernameAttempts } from '../fakes/memory-attempts';
import { newAccount } from '../fakes/new-account';
import { countAdmitted } from '../fakes/outcomes';
import {
  attempt,
  createThrottled,
  forgetCalls,
  outcomeOf,
  registerAda,
  type Throttled,
} from '../fakes/throttled';

const [WRONG, REFUSED] = ['a wrong horse battery', 'INVALID_CREDENTIALS'];
const QUIET_MS = 3 * DAY * 1000;

async function withAda() {
  const deps = createThrottled();
  await registerAda(deps);
  const guess = (username: string, password = WRONG) => outcomeOf(attempt(deps, { username, password }));
  return { deps, guess };
}

/** Sets the failures of a name, the last one now. */
async function setFailures(deps: Throttled, username: string, failures: number): Promise<void> {
  const attempts = { failures, lastAttemptAt: deps.now() };
  const account = deps.accounts.named(username);
  if (account) deps.accounts.set({ ...account, attempts });
  else deps.unknownUsernameAttempts.items.set(await deps.hashName(username), attempts);
}

const NAMES = [
  ['an account', 'ada'],
  ['a name that no account has', 'bob'],
  ['a text that can be no name', 'no name!'],
] as const;

describe.each(NAMES)('%s', (_what, username) => {
  test('that is locked takes one attempt for each quiet period', async () => {
    const { deps, guess } = await withAda();
    await setFailures(deps, username, 100);
    for (let periods = 0; periods < 3; periods++) {
      deps.clock.millis += QUIET_MS - 1;
      expect(await guess(username)).toBe(900);
      deps.clock.millis += 1;
      expect(await guess(username)).toBe(REFUSED);
      expect(await guess(username)).toBe(900);
    }
  });

  test('whose failures were forgiven in part takes as many attempts at once as are free again', async () => {
    const { deps, guess } = await withAda();
    await setFailures(deps, username, 7);
    deps.clock.millis += 4 * QUIET_MS;
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => guess(username)));
    expect([...outcomes].sort()).toEqual([...Array(8).fill(1), REFUSED, REFUSED]);
    expect(await guess(username)).toBe(1);
  });

  test.each([
    [7, 2, 1],
    [100, 80, 900],
  ])('with %d failures, %d of them forgiven, waits %d s after one more', async (failures, periods, wait) => {
    const { deps, guess } = await withAda();
    await setFailures(deps, username, failures);
    deps.clock.millis += periods * QUIET_MS;
    expect(await guess(username)).toBe(REFUSED);
    expect(await guess(username)).toBe(wait === 1 ? 2 : wait);
  });
});

test.each([
  ['while none is forgiven', 100, 1],
  ['when one is forgiven', 100, QUIET_MS],
  ['when some are free again, for two at once', 7, 4 * QUIET_MS],
])('%s, all names cost the same calls and the same work', async (_when, failures, ago) => {
  const costs: unknown[] = [];
  for (const [, username] of NAMES) {
    const { deps, guess } = await withAda();
    await setFailures(deps, username, failures);
    deps.clock.millis += ago;
    forgetCalls(deps);
    const outcomes = await Promise.all([guess(username), guess(username)]);
    const calls = deps.calls.map((call) => call.replace(/^\w+Attempts\.reserve$/, 'attempts.reserve'));
    costs.push({ outcomes, calls, work: [...deps.passwords.work] });
  }
  expect(costs).toEqual([costs[0], costs[0], costs[0]]);
});

test('the right password is taken by the attempt that was forgiven, and clears the rest', async () => {
  const { deps, guess } = await withAda();
  await setFailures(deps, 'ada', 100);
  deps.clock.millis += QUIET_MS;
  expect(await guess('ada', PASSWORD)).toBe('done');
  expect(deps.accounts.named('ada')?.attempts.failures).toBe(0);
});

const AT = 1_767_323_045_678;
const FREE = 5;
let table: EmbeddedTable;
beforeAll(async () => {
  table = await startEmbeddedTable();
});
afterAll(() => table.close());

/** A store of attempts on one name, which has some. */
interface AttemptStore {
  reserve(reservation: AttemptReservation): Promise<boolean>;
  read(): Promise<Attempts>;
}

const onAccount =
  (
    create: () => {
      accounts: ReturnType<typeof createDynamoAccounts>;
      attempts: ReturnType<typeof createDynamoAccountAttempts>;
    },
  ) =>
  async (attempts: Attempts): Promise<AttemptStore> => {
    const stores = create();
    const account: Account = newAccount({ attempts });
    await stores.accounts.create(account);
    return {
      reserve: (reservation) => stores.attempts.reserve(account, 'sign-in', reservation),
      read: async () => (await stores.accounts.find(account.sub))?.attempts ?? noAttempts,
    };
  };

const onName =
  (create: () => ReturnType<typeof createDynamoUnknownUsernameAttempts>) =>
  async ({ failures, lastAttemptAt }: Attempts): Promise<AttemptStore> => {
    const store = create();
    const name = randomUUID();
    await store.reserve(name, {
      id: randomUUID(),
      at: lastAttemptAt,
      seen: { failures: failures - 1, lastAttemptAt: 0 },
      failures: failures - 1,
      freeFailures: 0,
    });
    return { reserve: (reservation) => store.reserve(name, reservation), read: () => store.find(name) };
  };

describe.each<[string, (attempts: Attempts) => Promise<AttemptStore>]>([
  [
    'an account in memory',
    onAccount(() => {
      const accounts = createMemoryAccounts();
      return { accounts, attempts: createMemoryAccountAttempts(accounts.items) };
    }),
  ],
  [
    'an account on the embedded DynamoDB',
    onAccount(() => ({
      accounts: createDynamoAccounts(table.client, table.tableName),
      attempts: createDynamoAccountAttempts(table.client, table.tableName),
    })),
  ],
  ['a name in memory', onName(createMemoryUnknownUsernameAttempts)],
  [
    'a name on the embedded DynamoDB',
    onName(() =>
      createDynamoUnknownUsernameAttempts(table.client, table.tableName, { quietPeriodMs: QUIET_MS }),
    ),
  ],
])('a reservation on %s that forgives failures', (_where, create) => {
  const forgiving = (seen: Attempts, failures: number): AttemptReservation => ({
    id: randomUUID(),
    at: AT,
    seen,
    failures,
    freeFailures: FREE,
  });

  test.each([2, 20])('is counted on the %d that are left, once', async (left) => {
    const seen = { failures: 30, lastAttemptAt: 1 };
    const { reserve, read } = await create(seen);
    expect(await countAdmitted(10, () => reserve(forgiving(seen, left)))).toBe(1);
    expect(await read()).toEqual({ failures: left + 1, lastAttemptAt: AT });
  });

  test('is refused when another has been counted since it was read', async () => {
    const seen = { failures: 30, lastAttemptAt: 1 };
    const { reserve, read } = await create(seen);
    await reserve({ ...forgiving(seen, 30), at: AT - 1 });
    expect(await reserve(forgiving(seen, 2))).toBe(false);
    expect(await read()).toEqual({ failures: 31, lastAttemptAt: AT - 1 });
  });
});
