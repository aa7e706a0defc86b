import argon2 from 'argon2';
import { createDeviceToken, formatDeviceToken } from '../../../lambda/identity/devices/device';
import { verifyImportedHash } from '../../../lambda/identity/passwords/imported-hashes/verify-imported-hash';
import { createPasswordHasher } from '../../../lambda/identity/passwords/password-hasher';
import { noAttempts } from '../../../lambda/identity/throttling/backoff';
import { DependencyUnavailableError } from '../../../lambda/shared/errors';
import { PASSWORD, SOURCE } from '../fakes/auth-dependencies';
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
const noAnswer = () => new DependencyUnavailableError('no answer');
const bogusToken = () => formatDeviceToken(createDeviceToken());

async function withAda() {
  const deps = createThrottled();
  const deviceToken = await registerAda(deps);
  const guess = (given: Parameters<typeof attempt>[1] = {}) =>
    outcomeOf(attempt(deps, { password: WRONG, ...given }));
  return { deps, deviceToken, guess };
}

const countOf = (outcomes: readonly unknown[], outcome: unknown) =>
  outcomes.filter((one) => one === outcome).length;

describe.each([
  ['an account', 'ada'],
  ['a name that nobody has', 'bob'],
  ['a text that can be no name', 'no name!'],
])('guesses at %s', (_what, username) => {
  test('of fifty at once five reach the password', async () => {
    const { deps, guess } = await withAda();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => guess({ username })));
    expect([countOf(outcomes, REFUSED), countOf(outcomes, 1)]).toEqual([5, 45]);
    expect(deps.passwords.work).toHaveLength(5);
  });

  test('wait after the fifth, twice as long each time up to a quarter of an hour, and end at the hundredth', async () => {
    const { deps, guess } = await withAda();
    const waits: unknown[] = [];
    for (let failures = 1; failures <= 100; failures++) {
      expect(await guess({ username })).toBe(REFUSED);
      if (failures < 5) continue;
      const wait = await guess({ username });
      waits.push(wait);
      deps.clock.millis += Number(wait) * 1000;
    }
    expect(waits.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
    expect(waits.slice(10)).toEqual(Array(86).fill(900));
  });
});

describe.each([
  ['an account', 'ada'],
  ['a name that nobody has', 'bob'],
])('guesses at once at %s after its wait', (_what, username) => {
  test('are told to wait as long as the next one has to, but for the one that is let through', async () => {
    const { deps, guess } = await withAda();
    for (const wait of [0, 0, 0, 0, 0, 1, 2, 4]) {
      deps.clock.millis += wait * 1000;
      expect(await guess({ username })).toBe(REFUSED);
    }
    deps.clock.millis += 8000;
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => guess({ username })));
    expect(outcomes.sort()).toEqual([16, 16, 16, 16, 16, REFUSED]);
    expect(await guess({ username })).toBe(16);
  });
});

describe('while an account is held off', () => {
  test.each([
    ['waiting', 7, 4],
    ['by a lock', 100, 900],
  ])(
    '%s, the right password is told like a wrong one, and is not looked at',
    async (_how, failures, wait) => {
      const { deps, guess } = await withAda();
      setFailures(deps, failures);
      expect(await guess({ password: WRONG })).toBe(wait);
      expect(await guess({ password: PASSWORD })).toBe(wait);
      expect(deps.passwords.work).toEqual([]);
      expect(deps.signed).toHaveLength(1);
    },
  );

  test('other accounts are not', async () => {
    const { deps, guess } = await withAda();
    setFailures(deps, 100);
    expect(await guess({ username: 'bob' })).toBe(REFUSED);
  });

  test('the log names the account and the hash of the name, and nothing that was sent', async () => {
    const { deps, guess } = await withAda();
    setFailures(deps, 100);
    for (let n = 0; n < 5; n++) await guess({ username: 'No Name!' });
    forgetCalls(deps);
    await guess({ ip: SOURCE.ip });
    await guess({ username: 'No Name!', ip: SOURCE.ip });
    const line = { event: 'attempt_throttled', by: 'account', sourceIp: SOURCE.ip, requestId: 'request-1' };
    expect(deps.logged).toEqual([
      { ...line, sub: deps.accounts.named('ada')?.sub, usernameHash: await deps.hashName('ada') },
      { ...line, usernameHash: await deps.hashName('no name!') },
    ]);
  });
});

describe('a sign-in that succeeds', () => {
  test('clears the failures of its account and of no other', async () => {
    const { deps, guess } = await withAda();
    for (let n = 0; n < 4; n++) for (const username of ['ada', 'bob']) await guess({ username });
    expect(await guess({ password: PASSWORD })).toBe('done');
    for (let n = 0; n < 5; n++) expect(await guess()).toBe(REFUSED);
    expect([await guess(), await guess({ username: 'bob' }), await guess({ username: 'bob' })]).toEqual([
      1,
      REFUSED,
      1,
    ]);
    expect(deps.accounts.named('ada')?.changeAttempts).toEqual(noAttempts);
  });

  test('leaves the failures of its source counted, and its own attempt not', async () => {
    const { deps, guess } = await withAda();
    const before = deps.sourceRateLimits.items.size;
    for (const password of [WRONG, WRONG, PASSWORD]) await guess({ ip: '203.0.113.7', password });
    expect([...deps.sourceRateLimits.items.values()].slice(before)).toEqual([2]);
  });

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

  test.each<[string, (deps: Throttled) => Partial<Throttled>]>([
    ['can not be signed', () => ({ signToken: () => Promise.reject(noAnswer()) })],
    [
      'can not be written',
      ({ sessions }) => ({ sessions: { ...sessions, put: () => Promise.reject(noAnswer()) } }),
    ],
    [
      'can not be committed',
      ({ accounts }) => ({ accounts: { ...accounts, commitSignIn: () => Promise.reject(noAnswer()) } }),
    ],
  ])('but %s is no failure of its source, and one of its account', async (_what, breaking) => {
    const { deps, guess } = await withAda();
    const before = deps.sourceRateLimits.items.size;
    const ip = '203.0.113.7';
    for (let n = 0; n < 5; n++) {
      expect(await outcomeOf(attempt({ ...deps, ...breaking(deps) }, { ip }))).toBe('DEPENDENCY_UNAVAILABLE');
    }
    expect([...deps.sourceRateLimits.items.values()].slice(before)).toEqual([0]);
    expect(await guess({ password: PASSWORD, ip })).toBe(1);
  });

  test('does so also when the attempt can not be taken back, and the log says so', async () => {
    const { deps } = await withAda();
    const refund = () => Promise.reject(noAnswer());
    const failing = guarded({ ...deps, sourceRateLimits: { ...deps.sourceRateLimits, refund } });
    expect(await outcomeOf(attempt(failing))).toBe('done');
    expect(deps.logged).toContainEqual({ event: 'attempt_not_refunded', requestId: SOURCE.requestId });
  });
});

describe('a name that nobody has can not be told from an account:', () => {
  const former = { memoryKib: 128, iterations: 1, parallelism: 1 };
  const current = { memoryKib: 64, iterations: 1, parallelism: 1 };
  /** Which calls of stores a failed sign-in made; whose counter was raised is the one difference. */
  const callsOf = ({ calls }: Throttled) =>
    calls.map((call) => call.replace(/^\w+Attempts\.reserve$/, 'attempts.reserve'));

  test.each<[string, () => string | undefined]>([
    ['no device token', () => undefined],
    ['a device token of nobody', bogusToken],
    ['a text in the place of a device token', () => 'd1.x'],
  ])('with %s, it costs the same calls and the same work', async (_what, deviceTokenOf) => {
    const { deps, guess } = await withAda();
    const costs: unknown[] = [];
    for (const username of ['ada', 'bob', 'no name!']) {
      forgetCalls(deps);
      expect(await guess({ username, deviceToken: deviceTokenOf() })).toBe(REFUSED);
      costs.push({ calls: callsOf(deps), work: [...deps.passwords.work] });
    }
    expect(costs[0]).toEqual({
      calls: [...BEFORE_COUNTING, 'attempts.reserve'],
      work: ['verify m=1'],
    });
    expect(costs).toEqual([costs[0], costs[0], costs[0]]);
  });

  test('it costs the same calls while attempts wait', async () => {
    const { deps, guess } = await withAda();
    const costs: unknown[] = [];
    for (const username of ['ada', 'bob', 'no name!']) {
      for (let n = 0; n < 5; n++) await guess({ username });
      forgetCalls(deps);
      expect(await guess({ username })).toBe(1);
      costs.push(callsOf(deps));
    }
    expect(costs[0]).toEqual(BEFORE_COUNTING);
    expect(costs).toEqual([costs[0], costs[0], costs[0]]);
  });

  test.each([
    ['today', current],
    ['a former release', former],
  ])(
    "with the account's hash of %s, it costs one hash under each of the parameters",
    async (_when, parameters) => {
      const { deps } = await withAda();
      const verify = jest.spyOn(argon2, 'verify');
      const madeWith = createPasswordHasher({ current: parameters, verifyImportedHash });
      const passwordHash = await madeWith.hash(PASSWORD);
      const ada = deps.accounts.named('ada');
      if (ada) deps.accounts.set({ ...ada, passwordHash });
      const hasher = createPasswordHasher({ current, former: [former], verifyImportedHash });
      const real = { ...deps, passwords: { ...hasher, work: [] } };
      const memoryOfHashes = [];
      for (const username of ['ada', 'bob', 'no name!']) {
        verify.mockClear();
        expect(await outcomeOf(attempt(real, { username, password: WRONG }))).toBe(REFUSED);
        memoryOfHashes.push(verify.mock.calls.map(([hash]) => /m=(\d+)/.exec(hash)?.[1]));
      }
      verify.mockRestore();
      expect(memoryOfHashes).toEqual(Array(3).fill(['64', '128']));
    },
  );
});

describe('a counter that can not be written or read', () => {
  const fails = () => Promise.reject(noAnswer());

  test.each([
    ['of the source', 'ada', { sourceRateLimits: { reserve: fails } }],
    ['of the account', 'ada', { accountAttempts: { reserve: fails } }],
    ['of the name', 'bob', { unknownUsernameAttempts: { reserve: fails } }],
    ['of a name that is somebody’s', 'ada', { unknownUsernameAttempts: { find: fails } }],
  ])('%s fails the sign-in before the password is looked at', async (_which, username, broken) => {
    const { deps } = await withAda();
    const failing = guarded({
      ...deps,
      sourceRateLimits: {
        ...deps.sourceRateLimits,
        ...('sourceRateLimits' in broken && broken.sourceRateLimits),
      },
      accountAttempts: {
        ...deps.accountAttempts,
        ...('accountAttempts' in broken && broken.accountAttempts),
      },
      unknownUsernameAttempts: {
        ...deps.unknownUsernameAttempts,
        ...('unknownUsernameAttempts' in broken && broken.unknownUsernameAttempts),
      },
    });
    expect(await outcomeOf(attempt(failing, { username }))).toBe('DEPENDENCY_UNAVAILABLE');
    expect(deps.passwords.work).toEqual([]);
  });
});

describe('a source', () => {
  test.each([
    ['an address', () => '203.0.113.7', '203.0.113.8'],
    ['an IPv6 network', (n: number) => `2001:db8:0:7::${n.toString(16)}`, '2001:db8:0:8::1'],
  ])('that is %s fails fifty times in a quarter of an hour at most', async (_what, ipOf, other) => {
    const { deps, guess } = await withAda();
    deps.clock.millis = Date.UTC(2026, 0, 2, 3, 5);
    const guesses = Array.from({ length: 60 }, (_, n) => guess({ username: `user-${n}`, ip: ipOf(n) }));
    const outcomes = await Promise.all(guesses);
    expect([countOf(outcomes, REFUSED), countOf(outcomes, 600)]).toEqual([50, 10]);
    expect(deps.passwords.work).toHaveLength(50);

    expect(await guess({ ip: ipOf(1), password: PASSWORD })).toBe(600);
    expect(await guess({ ip: other, password: PASSWORD })).toBe('done');
    deps.clock.millis += 600_000;
    expect(await guess({ ip: ipOf(1), password: PASSWORD })).toBe('done');
  });

  test('may sign in as often as it will', async () => {
    const { deps, guess } = await withAda();
    for (let n = 0; n < 60; n++) expect(await guess({ ip: '203.0.113.7', password: PASSWORD })).toBe('done');
    expect(deps.accounts.named('ada')?.attempts.failures).toBe(0);
  });
});
