import { DependencyUnavailableError } from '../../../lambda/shared/errors';
import { DAY, PASSWORD } from '../fakes/auth-dependencies';
import {
  attempt,
  createThrottled,
  forgetCalls,
  guarded,
  outcomeOf,
  registerAda,
  setFailures,
  type Throttled,
} from '../fakes/throttled';

const [WRONG, REFUSED] = ['a wrong horse battery', 'INVALID_CREDENTIALS'];
const READS = ['names.find', 'unknownUsernameAttempts.find', 'accounts.find'];
const BEFORE_COUNTING = [...READS, 'sourceRateLimits.reserve'];
const NAMES = [
  ['an account', 'ada'],
  ['an unknown name', 'bob'],
  ['a text that can be no name', 'no name!'],
] as const;
const QUIET_MS = 3 * DAY * 1000;
const fails = () => Promise.reject(new DependencyUnavailableError('no answer'));

async function withAda() {
  const deps = createThrottled();
  await registerAda(deps);
  const guess = (given: Parameters<typeof attempt>[1] = {}) =>
    outcomeOf(attempt(deps, { password: WRONG, ...given }));
  return { deps, guess };
}

const countOf = (outcomes: readonly unknown[], outcome: unknown) =>
  outcomes.filter((one) => one === outcome).length;

/** Sets the failures of a name, with the last one now. */
async function fail(deps: Throttled, username: string, failures: number): Promise<void> {
  if (deps.accounts.named(username)) return setFailures(deps, failures);
  const attempts = { failures, lastAttemptAt: deps.now() };
  deps.unknownUsernameAttempts.items.set(await deps.hashName(username), attempts);
}

test.each(NAMES)(
  'guesses at %s: of fifty concurrent ones five reach the password',
  async (_what, username) => {
    const { deps, guess } = await withAda();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => guess({ username })));
    expect([countOf(outcomes, REFUSED), countOf(outcomes, 1)]).toEqual([5, 45]);
    expect(deps.passwords.work).toHaveLength(5);
  },
);

test('during a wait the correct password gets the same answer as a wrong one, and is not checked', async () => {
  const { deps, guess } = await withAda();
  setFailures(deps, 7);
  expect([await guess({ password: WRONG }), await guess({ password: PASSWORD })]).toEqual([4, 4]);
  expect(deps.passwords.work).toEqual([]);
  expect(deps.signed).toHaveLength(1);
});

describe('a sign-in that succeeds', () => {
  test('costs at most one read and three writes more than without throttling', async () => {
    const { deps, guess } = await withAda();
    expect(await guess({ password: PASSWORD })).toBe('done');
    expect(deps.calls).toEqual([
      ...BEFORE_COUNTING,
      'accountAttempts.reserve',
      'sourceRateLimits.refund',
      'sessions.put',
      'accounts.commitSignIn',
    ]);
  });

  test('but cannot be signed is a failure of its account, not of its source', async () => {
    const { deps, guess } = await withAda();
    const before = deps.sourceRateLimits.items.size;
    const ip = '203.0.113.7';
    const failing = { ...deps, signToken: fails };
    for (let n = 0; n < 5; n++) {
      expect(await outcomeOf(attempt(failing, { ip }))).toBe('DEPENDENCY_UNAVAILABLE');
    }
    expect([...deps.sourceRateLimits.items.values()].slice(before)).toEqual([0]);
    expect(await guess({ password: PASSWORD, ip })).toBe(1);
  });
});

/** Returns the store calls of a failed sign-in. Only the counter that was raised differs. */
const callsOf = ({ calls }: Throttled) =>
  calls.map((call) => call.replace(/^\w+Attempts\.reserve$/, 'attempts.reserve'));

test.each([
  ['while attempts wait', 5, 1],
  ['while none expires', 100, 1],
  ['when one is forgiven', 100, QUIET_MS],
  ['when some are free again', 7, 4 * QUIET_MS],
])('%s, two at once cost the same calls and the same work for every name', async (_when, failures, ago) => {
  const costs: unknown[] = [];
  for (const [, username] of NAMES) {
    const { deps, guess } = await withAda();
    await fail(deps, username, failures);
    deps.clock.millis += ago;
    forgetCalls(deps);
    const outcomes = await Promise.all([guess({ username }), guess({ username })]);
    costs.push({ outcomes, calls: callsOf(deps), work: [...deps.passwords.work] });
  }
  expect(costs).toEqual([costs[0], costs[0], costs[0]]);
});

test.each([
  ['of the source', 'ada', 'sourceRateLimits', 'reserve'],
  ['of the account', 'ada', 'accountAttempts', 'reserve'],
  ['of the name', 'bob', 'unknownUsernameAttempts', 'reserve'],
  ['of the name of an account', 'ada', 'unknownUsernameAttempts', 'find'],
] as const)(
  'a broken counter %s fails the sign-in before the password is checked',
  async (_which, username, store, method) => {
    const { deps } = await withAda();
    const failing = guarded({ ...deps, [store]: { ...deps[store], [method]: fails } });
    expect(await outcomeOf(attempt(failing, { username }))).toBe('DEPENDENCY_UNAVAILABLE');
    expect(deps.passwords.work).toEqual([]);
  },
);

test('a source fails at most fifty times in a quarter of an hour, and does not affect others', async () => {
  const { deps, guess } = await withAda();
  deps.clock.millis = Date.UTC(2026, 0, 2, 3, 5);
  const ip = '203.0.113.7';
  const guesses = Array.from({ length: 60 }, (_, n) => guess({ username: `user-${n}`, ip }));
  const outcomes = await Promise.all(guesses);
  expect([countOf(outcomes, REFUSED), countOf(outcomes, 600)]).toEqual([50, 10]);
  expect(deps.passwords.work).toHaveLength(50);

  expect(await guess({ ip, password: PASSWORD })).toBe(600);
  expect(await guess({ ip: '203.0.113.8', password: PASSWORD })).toBe('done');
  deps.clock.millis += 600_000;
  expect(await guess({ ip, password: PASSWORD })).toBe('done');
});
