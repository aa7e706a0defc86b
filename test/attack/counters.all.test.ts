/** Random parallel sign-ins. Afterwards every counter must match what happened. */
import { createCredentials } from '../support/accounts';
import { comingFrom, guess, newSource } from './guess';
import { defaultLimits } from './limits';
import { startTarget, type Target, type Victim } from './target';
import { createWriteLedger } from './write-ledger';

const soak = process.env.SOAK === '1';
const counts = soak
  ? { signIns: 10_000, accounts: 1_000, sources: 50 }
  : { signIns: 300, accounts: 30, sources: 10 };
const PARALLEL = 8;

/** One sign-in from the client's point of view. */
interface Attempt {
  readonly account: Victim;
  readonly source: string;
  readonly isRight: boolean;
  readonly status: number;
}

const ledger = createWriteLedger();
const attempts: Attempt[] = [];
const hashes = new Map<string, string>();
let target: Target;
let accounts: readonly Victim[];

const pick = <Value>(values: readonly Value[]): Value =>
  values[Math.floor(Math.random() * values.length)] as Value;

/** Runs a number of actions with `PARALLEL` workers. */
async function times(count: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
}

const readCounters = async () =>
  (await target.table.readAll()).filter(({ pk }) => pk?.S?.startsWith('THROTTLE#sign-in#'));

/** Finds the key under which a source is counted, by one failure for each source, in sequence. */
async function learnHash(source: string): Promise<void> {
  await guess(target, { username: createCredentials().username, source });
  const known = new Set(hashes.values());
  const added = (await readCounters()).find(({ pk }) => !known.has(pk?.S ?? ''));
  hashes.set(source, added?.pk?.S ?? '');
}

beforeAll(async () => {
  // The limit is out of reach, so that every failure is counted.
  const limits = { ...defaultLimits, MAX_SIGN_IN_FAILURES_PER_SOURCE: 1_000_000 };
  target = await startTarget({ limits, intercept: ledger.intercept, stopsClock: true });
  const created: Victim[] = [];
  await times(counts.accounts, async () => {
    created.push(await target.signUp({ headers: comingFrom(newSource()) }));
  });
  accounts = created;
  const sources = Array.from({ length: counts.sources }, newSource);
  for (const source of sources) await learnHash(source);

  await times(counts.signIns, async (index) => {
    // At first all guesses are for one account, so that every run has throttled requests.
    const isBurst = index < 2 * PARALLEL;
    const account = isBurst ? (accounts[0] as Victim) : pick(accounts);
    const [source, isRight] = [pick(sources), !isBurst && Math.random() < 0.5];
    const { username } = account;
    const { status } = await guess(target, {
      username,
      source,
      ...(isRight && { password: account.password }),
    });
    attempts.push({ account, source, isRight, status });
  });
});
afterAll(() => target.close());

const count = (matches: (attempt: Attempt) => boolean) => attempts.filter(matches).length;

test('there were successes, failures and refusals', () => {
  expect(attempts).toHaveLength(counts.signIns);
  expect([...new Set(attempts.map(({ status }) => status))].sort()).toEqual([201, 401, 429]);
});

test('the right password never failed, and a wrong one never opened anything', () => {
  expect(count(({ isRight, status }) => isRight && status === 401)).toBe(0);
  expect(count(({ isRight, status }) => !isRight && status === 201)).toBe(0);
});

test('no call was repeated, so that the counts below are exact', () => {
  expect(ledger.repeats()).toBe(0);
});

test('each source has as many failures as it received, and no success', async () => {
  const found = new Map<string, number>();
  for (const { pk, attempts: made } of await readCounters()) {
    found.set(pk?.S ?? '', (found.get(pk?.S ?? '') ?? 0) + Number(made?.N));
  }
  for (const [source, hash] of hashes) {
    // The first failure is the one of `learnHash`.
    const failed = 1 + count((attempt) => attempt.source === source && attempt.status !== 201);
    expect({ source, found: found.get(hash) }).toEqual({ source, found: failed });
  }
});

test('each account has as many failures as there were attempts since its last success was written', async () => {
  for (const { username, id } of accounts) {
    const [account] = await target.table.readPartition(`ACCOUNT#${id}`);
    const failures = Number(account?.failures?.N);
    expect({ username, failures }).toEqual({ username, failures: ledger.failuresOf(`ACCOUNT#${id}`) });
  }
});

test('each attempt that reached a password was counted once, and no other', () => {
  for (const account of accounts) {
    const key = `ACCOUNT#${account.id}`;
    const reached = count((attempt) => attempt.account === account && attempt.status !== 429);
    // A sign-in whose commit conflicts with another change is retried and counted again.
    expect({ key, attempts: ledger.reservationsOf(key) - ledger.lostCommitsOf(key) }).toEqual({
      key,
      attempts: reached,
    });
    const successes = count((attempt) => attempt.account === account && attempt.status === 201);
    expect({ key, signIns: ledger.commitsOf(key) }).toEqual({ key, signIns: successes });
  }
});

test('each account counts its sessions, and has as many', async () => {
  for (const { id } of accounts) {
    const [account] = await target.table.readPartition(`ACCOUNT#${id}`);
    const sessions = await target.table.readPartition(`SESSIONS#${id}`);
    expect(Number(account?.sessionCount?.N)).toBe(sessions.length);
    expect(sessions.length).toBeLessThanOrEqual(50);
  }
});
