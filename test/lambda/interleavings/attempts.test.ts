import type { AttemptReservation } from '../../../lambda/identity/throttling/attempt-update';
import type { Attempts } from '../../../lambda/identity/throttling/backoff';
import { type Act, type AttemptWorld, type Meeting, QUIET_MS, runMeeting } from './attempt-world';
import { checkSchedules, isSoak } from './orders';

const effort = isSoak ? { exhaustive: 200_000, sampled: 20_000 } : { exhaustive: 400, sampled: 100 };

const check = (meeting: Meeting) => checkSchedules((choose) => runMeeting(meeting, choose), effort);

const GUESSES = ['guess', 'guess', 'guess'] as const;

/** The start of a meeting, and how many of three concurrent guesses reach a password. */
type Start = Required<Pick<Meeting, 'failures' | 'agoMs'>> & { readonly reached: number };

const starts: readonly (readonly [string, Start])[] = [
  ['no failures', { failures: 0, agoMs: QUIET_MS, reached: 2 }],
  ['a free failure left', { failures: 1, agoMs: 1, reached: 1 }],
  ['a wait that is over', { failures: 3, agoMs: 60_000, reached: 1 }],
  ['a lock', { failures: 4, agoMs: 60_000, reached: 0 }],
  ['a lock of which one failure is forgiven', { failures: 4, agoMs: QUIET_MS, reached: 1 }],
  ['failures of which all but one are forgiven', { failures: 4, agoMs: 3 * QUIET_MS, reached: 1 }],
  ['failures that are all forgiven', { failures: 4, agoMs: 9 * QUIET_MS, reached: 2 }],
];

const meetings: readonly (readonly Act[])[] = [
  ['guess', 'guess', 'time'],
  ['guess', 'guess', 'sign in'],
  ['guess', 'sign in', 'time'],
  ['guess', 'guess', 'change the password'],
  ['sign in', 'change the password', 'guess'],
  ...(isSoak
    ? ([
        ['guess', 'guess', 'guess', 'time'],
        ['guess', 'guess', 'sign in', 'time'],
        ['guess', 'guess', 'sign in', 'change the password'],
      ] as const)
    : []),
];

describe.each(starts)('from %s', (_start, { reached, ...start }) => {
  test.each(meetings.map((acts) => [acts.join(', '), acts] as const))(
    '%s: only guesses that the rules admit pass, and all are counted',
    async (_acts, acts) => {
      expect(await check({ ...start, acts })).toBeGreaterThan(0);
    },
  );

  test('three guesses: the allowed number reaches a password, in every order', async () => {
    expect(await check({ ...start, acts: GUESSES, reached })).toBeGreaterThan(0);
  });
});

const FORGIVEN = { failures: 4, agoMs: 9 * QUIET_MS };

/** Replaces how guesses are counted. @param count returns the stored attempts afterwards */
const countBy =
  (count: (stored: Attempts, reservation: AttemptReservation) => Attempts) =>
  ({ accounts, account, attempts }: AttemptWorld) => {
    const { reserve } = attempts;
    attempts.reserve = async (of, scope, reservation) => {
      if (scope !== 'sign-in') return reserve(of, scope, reservation);
      const current = accounts.items.get(account.sub) ?? account;
      accounts.set({ ...current, attempts: count(current.attempts, reservation) });
      return true;
    };
  };

/** Makes a write of the account keep the failures of sign-ins. */
const keepFailures =
  (method: 'commitSignIn' | 'changePassword') =>
  ({ accounts, account }: AttemptWorld) => {
    const write = accounts[method] as (...values: unknown[]) => Promise<unknown>;
    Object.assign(accounts, {
      [method]: async (...values: unknown[]) => {
        const { attempts } = accounts.items.get(account.sub) ?? account;
        const written = await write(...values);
        accounts.set({ ...(accounts.items.get(account.sub) ?? account), attempts });
        return written;
      },
    });
  };

test.each<[string, (world: AttemptWorld) => void, Meeting, string]>([
  [
    'forgives whatever has been counted since',
    countBy((_stored, { at, failures }) => ({ failures: failures + 1, lastAttemptAt: at })),
    { ...FORGIVEN, acts: GUESSES },
    '2 failures were counted of 3',
  ],
  [
    'forgives nothing when it counts',
    countBy(({ failures }, { at }) => ({ failures: failures + 1, lastAttemptAt: at })),
    { ...FORGIVEN, acts: GUESSES, reached: 2 },
    'guesses reached a password in place of 2',
  ],
  [
    'counts nothing',
    countBy((stored) => stored),
    { failures: 3, agoMs: 60_000, acts: GUESSES },
    'a guess did not wait',
  ],
  [
    'forgives all that was counted before',
    countBy((_stored, { at }) => ({ failures: 1, lastAttemptAt: at })),
    { failures: 4, agoMs: QUIET_MS, acts: ['guess', 'time'] },
    '1 failures were counted of 4',
  ],
  [
    'lifts no lock by a sign-in',
    keepFailures('commitSignIn'),
    { failures: 4, agoMs: 1, acts: ['sign in', 'guess'] },
    '4 failures were counted of 0 at most',
  ],
  [
    'lifts no lock by a change of the password',
    keepFailures('changePassword'),
    { failures: 4, agoMs: 1, acts: ['change the password', 'guess'] },
    '4 failures were counted of 0 at most',
  ],
])('a store that %s is detected', async (_what, plant, meeting, found) => {
  await expect(check({ ...meeting, plant })).rejects.toThrow(found);
  await expect(check(meeting)).resolves.toBeGreaterThan(0);
});
