/**
 * Interleaves attempts on one account with each other, with its owner's sign-ins and with time, step by step.
 */
import type { Account } from '../../../lambda/identity/accounts/account';
import type { Accounts } from '../../../lambda/identity/accounts/accounts';
import { createAttemptGuard } from '../../../lambda/identity/authentication/attempt-guard';
import type { AttemptReservation } from '../../../lambda/identity/throttling/attempt-update';
import { type Attempts, failuresAt } from '../../../lambda/identity/throttling/backoff';
import { TooManyAttemptsError } from '../../../lambda/shared/errors';
import { DAY, SOURCE } from '../fakes/auth-dependencies';
import { createMemoryAccounts } from '../fakes/memory-accounts';
import {
  createMemoryAccountAttempts,
  createMemorySourceRateLimits,
  createMemoryUnknownUsernameAttempts,
} from '../fakes/memory-attempts';
import { newAccount } from '../fakes/new-account';
import { type Choose, runActors, startActor, type TakeStep } from './scheduler';

/** The time in which one failure expires. */
export const QUIET_MS = 3 * DAY * 1000;

const LIMITS = {
  freeSignInFailures: 2,
  maxSignInFailures: 4,
  failureDecaySeconds: 3 * DAY,
  maxSignInFailuresPerSource: 1_000,
  maxSignUpsPerSource: 1_000,
};
const RULE = { quietPeriodMs: QUIET_MS };
const NOW = Date.UTC(2026, 0, 2);
const DEVICE = { id: 'device', hash: 'hash', expiresAt: NOW, failures: 0, lastAttemptAt: 0 };

/**
 * An actor's action: a guess from an unknown device, a sign-in from a known one, a password change, or the
 * passing of a quiet period.
 */
export type Act = 'guess' | 'sign in' | 'change the password' | 'time';

/** Concurrent acts on an account with failures that were counted some time ago. */
export interface Meeting {
  readonly failures: number;
  readonly agoMs: number;
  readonly acts: readonly Act[];
  /** The number of guesses that reach a password, in every order. @default - it depends on the order */
  readonly reached?: number | undefined;
  /** Plants a defect. @default - none */
  readonly plant?: (world: AttemptWorld) => void;
}

/** The stores, and the history that the checks need. */
export type AttemptWorld = ReturnType<typeof createAttemptWorld>;

function createAttemptWorld(attempts: Attempts) {
  const accounts = createMemoryAccounts();
  const account = newAccount({ attempts, devices: [DEVICE] });
  accounts.set(account);
  return {
    accounts,
    account,
    clock: { millis: NOW },
    attempts: createMemoryAccountAttempts(accounts.items),
    /** The count of a single reader of the rules: first expire, then add one. */
    ruled: attempts,
    /** The count without expiry, which no stored count may exceed. */
    unforgiven: attempts.failures,
    reached: 0,
    contradictions: [] as string[],
  };
}

/** Records an admitted attempt. The rules must admit it, too, in the state where it took effect. */
function noteAttempt(world: AttemptWorld, { at }: AttemptReservation): void {
  const failures = failuresAt(world.ruled, RULE, at);
  if (failures >= LIMITS.maxSignInFailures) world.contradictions.push('a locked account was guessed at');
  const waited = at - world.ruled.lastAttemptAt;
  if (failures >= LIMITS.freeSignInFailures && waited < 1000) {
    world.contradictions.push('a guess did not wait');
  }
  world.ruled = { failures: failures + 1, lastAttemptAt: at };
  world.unforgiven += 1;
  world.reached += 1;
}

function noteLift(world: AttemptWorld): void {
  world.ruled = { ...world.ruled, failures: 0 };
  world.unforgiven = 0;
}

/** Checks the stored count against the rules. An expiry that coincides with another attempt may be lost. */
function checkCount({ accounts, account, ruled, unforgiven, contradictions }: AttemptWorld): void {
  const stored = accounts.items.get(account.sub)?.attempts.failures ?? 0;
  if (stored < ruled.failures) contradictions.push(`${stored} failures were counted of ${ruled.failures}`);
  if (stored > unforgiven) contradictions.push(`${stored} failures were counted of ${unforgiven} at most`);
}

async function perform(act: Act, world: AttemptWorld, take: TakeStep, name: string): Promise<void> {
  const { accounts, account, clock } = world;
  const reads = { place: 'account', writes: false };
  const writes = { place: 'account', writes: true };
  const read = () =>
    take({ name: 'read', touches: reads }, async () => accounts.items.get(account.sub) ?? account);
  if (act === 'time') {
    await take({ name: 'a quiet period', touches: { place: 'account', writes: true } }, async () => {
      clock.millis += QUIET_MS;
    });
    return;
  }
  const guard = createAttemptGuard({
    limits: LIMITS,
    accountAttempts: {
      reserve: (of, scope, reservation) =>
        take({ name: 'count', touches: writes }, async () => {
          const isCounted = await world.attempts.reserve(of, scope, reservation);
          if (isCounted && scope === 'sign-in') noteAttempt(world, reservation);
          return isCounted;
        }),
    },
    unknownUsernameAttempts: createMemoryUnknownUsernameAttempts(),
    sourceRateLimits: createMemorySourceRateLimits(),
    hashName: async (text) => text,
    log: () => {},
    now: () => clock.millis,
  });
  const seen = await read();
  const commit = async (
    write: (found: Account) => ReturnType<Accounts['commitSignIn' | 'changePassword']>,
  ) => {
    await take({ name: 'commit', touches: writes }, async () => {
      if (await write(seen)) noteLift(world);
    });
  };
  try {
    if (act === 'guess') {
      await guard.reserveAttempt({ account: seen, scope: 'sign-in', seen: seen.attempts }, SOURCE);
    } else if (act === 'sign in') {
      const [device = DEVICE] = seen.devices;
      await guard.reserveAttempt({ account: seen, scope: { device: device.id }, seen: device }, SOURCE);
      await commit((found) =>
        accounts.commitSignIn({ account: found, sid: name, device: DEVICE, at: NOW / 1000 }),
      );
    } else {
      await guard.reserveAttempt(
        { account: seen, scope: 'password-change', seen: seen.changeAttempts },
        SOURCE,
      );
      await commit((found) => accounts.changePassword(found, `hash by ${name}`, 'sid-0'));
    }
  } catch (error) {
    if (!(error instanceof TooManyAttemptsError)) throw error;
  }
}

/**
 * Interleaves the acts under one schedule, and checks the count.
 * @returns whether the schedule completed
 * @throws Error with the steps, in their order, when a check fails
 */
export async function runMeeting(meeting: Meeting, choose: Choose): Promise<boolean> {
  const { failures, agoMs, acts, reached, plant } = meeting;
  const world = createAttemptWorld({ failures, lastAttemptAt: NOW - agoMs });
  plant?.(world);
  const actors = await Promise.all(
    acts.map((act, index) => {
      const name = `${act} ${index}`;
      return startActor(name, (take) => perform(act, world, take, name));
    }),
  );
  const { steps, isComplete } = await runActors(actors, choose);
  if (!isComplete) return false;
  checkCount(world);
  if (reached !== undefined && world.reached !== reached) {
    world.contradictions.push(`${world.reached} guesses reached a password in place of ${reached}`);
  }
  if (world.contradictions.length > 0) {
    throw new Error([...world.contradictions, ...steps].join('\n'));
  }
  return true;
}
