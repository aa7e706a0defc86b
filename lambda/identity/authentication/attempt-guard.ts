/** Holds off guessing: lets an attempt through only after it was counted, so that parallel ones count as well. */
import { randomUUID } from 'node:crypto';
import type { FieldsOf } from '../../events';
import { TooManyAttemptsError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import type { AccountAttempts, ThrottleScope } from '../accounts/account-attempts';
import { type AttemptReservation, isShared } from '../throttling/attempt-update';
import { type AttemptLimits, type Attempts, failuresAt, waitFor } from '../throttling/backoff';
import type { KeyedHasher } from '../throttling/keyed-hasher';
import { createSourceClaims, type SourceClaim } from '../throttling/source-claims';
import type { SourceKind, SourceRateLimits } from '../throttling/source-rate-limits';
import type { UnknownUsernameAttempts } from '../throttling/unknown-username-attempts';

/** How much may be tried. */
export interface ThrottleLimits {
  /** Consecutive failures on one account, or from one device, that cost no wait. */
  readonly freeSignInFailures: number;
  /** Consecutive failures at which no attempt is let through until one is forgiven or the lock is lifted. */
  readonly maxSignInFailures: number;
  /** One failure is forgiven for each such period without an attempt, in seconds. */
  readonly failureDecaySeconds: number;
  /** Failed sign-ins of one address or /64 network in a quarter of an hour. */
  readonly maxSignInFailuresPerSource: number;
  /** Registrations of one address or /64 network in a quarter of an hour. */
  readonly maxSignUpsPerSource: number;
}

/** What the guard needs. */
export interface AttemptGuardDependencies {
  readonly limits: ThrottleLimits;
  readonly accountAttempts: Pick<AccountAttempts, 'reserve'>;
  readonly unknownUsernameAttempts: UnknownUsernameAttempts;
  readonly sourceRateLimits: SourceRateLimits;
  readonly hashName: KeyedHasher;
  readonly log: Log;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** What an attempt counts against, and what is known of it. */
export type AttemptLimit =
  | ({ readonly account: Account; readonly scope: ThrottleScope; readonly seen: Attempts } & AttemptNames)
  | { readonly nameHash: string; readonly seen: Attempts };

/** What the log calls an account whose attempts are refused, beside its `sub`. */
interface AttemptNames {
  /** The keyed hash of the name that was tried. @default - no name was sent */
  readonly nameHash?: string;
  /** The session that tries. @default - none does */
  readonly sid?: string;
}

/** Counts attempts, or refuses them. */
export interface AttemptGuard {
  /**
   * @returns the counts, to take the attempt back from when it succeeds
   * @throws TooManyAttemptsError
   */
  reserveSource(kind: SourceKind, source: ClientInfo): Promise<SourceClaim>;
  /** Takes an attempt back whose password was right. Never fails. */
  refundSource(claim: SourceClaim, source: ClientInfo): Promise<void>;
  /**
   * @returns what is known of the attempts from then on
   * @throws TooManyAttemptsError
   */
  reserveAttempt(target: AttemptLimit, source: ClientInfo): Promise<Attempts>;
  /**
   * Counts another password of a request that was let through.
   * @returns false when that one may not be tried
   */
  reserveAnother(target: AttemptLimit): Promise<boolean>;
  /** Whether so many have failed that none is let through now. */
  isUsedUp(attempts: Attempts): boolean;
}

/** Makes the guard. */
export function createAttemptGuard(deps: AttemptGuardDependencies): AttemptGuard {
  const { limits, accountAttempts, unknownUsernameAttempts, log, now } = deps;
  const sources = createSourceClaims(deps);
  const maxOf = { 'sign-in': limits.maxSignInFailuresPerSource, 'sign-up': limits.maxSignUpsPerSource };
  const attemptLimits: AttemptLimits = {
    freeFailures: limits.freeSignInFailures,
    maxFailures: limits.maxSignInFailures,
    quietPeriodMs: limits.failureDecaySeconds * 1000,
  };

  function refuse(
    by: 'account' | 'source',
    waitMillis: number,
    source: ClientInfo,
    fields: Partial<FieldsOf<'attempt_throttled'>>,
  ): never {
    log('attempt_throttled', {
      by,
      ...fields,
      sourceIp: source.ip,
      requestId: source.requestId,
    });
    throw new TooManyAttemptsError(Math.ceil(waitMillis / 1000));
  }

  function reserve(target: AttemptLimit, reservation: AttemptReservation): Promise<boolean> {
    return 'account' in target
      ? accountAttempts.reserve(target.account, target.scope, reservation)
      : unknownUsernameAttempts.reserve(target.nameHash, reservation);
  }

  /** Counts an attempt, or returns the milliseconds to wait when it can't be let through. */
  async function count(target: AttemptLimit): Promise<{ readonly wait: number; readonly counted: Attempts }> {
    const at = now();
    const { seen } = target;
    const { freeFailures } = attemptLimits;
    const failures = failuresAt(seen, attemptLimits, at);
    const counted = { failures: failures + 1, lastAttemptAt: at };
    const wait = waitFor(seen, attemptLimits, at);
    if (wait > 0) return { wait, counted };
    const reservation = { id: randomUUID(), at, seen, failures, freeFailures };
    if (await reserve(target, reservation)) return { wait: 0, counted };
    if (failures < freeFailures && !isShared(reservation)) {
      // another attempt has written down what was forgiven: this one may be free still
      const settled = { ...seen, failures };
      if (await reserve(target, { ...reservation, seen: settled })) return { wait: 0, counted };
    }
    // others came first: at least one more failure, and all the free ones
    const taken = { failures: Math.max(failures + 1, freeFailures), lastAttemptAt: at };
    return { wait: waitFor(taken, attemptLimits, at), counted };
  }

  return {
    async reserveSource(kind, source) {
      const outcome = await sources.claim(kind, source, maxOf[kind]);
      return 'claim' in outcome ? outcome.claim : refuse('source', outcome.waitMs, source, { kind });
    },

    refundSource: sources.release,

    async reserveAttempt(target, source) {
      const { wait, counted } = await count(target);
      if (wait === 0) return counted;
      return refuse('account', wait, source, {
        ...('account' in target && { sub: target.account.sub, sid: target.sid }),
        usernameHash: target.nameHash,
      });
    },

    reserveAnother: async (target) => (await count(target)).wait === 0,

    isUsedUp: (attempts) => failuresAt(attempts, attemptLimits, now()) >= attemptLimits.maxFailures,
  };
}
