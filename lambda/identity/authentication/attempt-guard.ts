/** Limits guessing. It counts an attempt before it admits it, so parallel attempts count as well. */
import type { FieldsOf } from '../../events';
import { TooManyAttemptsError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { Account } from '../accounts/account';
import type { AccountAttempts, ThrottleScope } from '../accounts/account-attempts';
import { admitAttempt } from '../throttling/admit-attempt';
import { type AttemptLimits, type Attempts, failuresAt } from '../throttling/backoff';
import type { KeyedHasher } from '../throttling/keyed-hasher';
import { createSourceClaims, type SourceClaim } from '../throttling/source-claims';
import type { AttemptKind, SourceRateLimits } from '../throttling/source-rate-limits';
import type { UnknownUsernameAttempts } from '../throttling/unknown-username-attempts';

/** The limits of attempts. */
export interface ThrottleLimits {
  /** Consecutive failures on one account, or from one device, that cause no wait. */
  readonly freeSignInFailures: number;
  /**
   * Consecutive failures at which no attempt is admitted until one is forgiven or an operator unlocks the
   * account.
   */
  readonly maxSignInFailures: number;
  /** One failure is forgiven for each period of this length without an attempt, in seconds. */
  readonly failureDecaySeconds: number;
  /** Failed sign-ins of one address or /64 network in 15 minutes. */
  readonly maxSignInFailuresPerSource: number;
  /** Sign-ups of one address or /64 network in 15 minutes. */
  readonly maxSignUpsPerSource: number;
}

/** The dependencies of the guard. */
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

/** What an attempt counts against, and the attempts recorded so far. */
export type AttemptLimit =
  | ({ readonly account: Account; readonly scope: ThrottleScope; readonly seen: Attempts } & AttemptNames)
  | { readonly nameHash: string; readonly seen: Attempts };

/** How the log identifies an account whose attempts are rejected, in addition to its `sub`. */
interface AttemptNames {
  /** The keyed hash of the username that was tried. @default - the request had no username */
  readonly nameHash?: string;
  /** The session that makes the attempt. @default - none */
  readonly sid?: string;
}

/** Counts attempts, or rejects them. */
export interface AttemptGuard {
  /**
   * Counts an attempt against its source.
   * @returns the counts, from which to refund the attempt when it succeeds
   * @throws TooManyAttemptsError
   */
  reserveSource(kind: AttemptKind, source: ClientInfo): Promise<SourceClaim>;
  /** Refunds an attempt whose password was correct. Never fails. */
  refundSource(claim: SourceClaim, source: ClientInfo): Promise<void>;
  /**
   * Counts an attempt against its account, device or unknown username.
   * @returns the recorded attempts including this one
   * @throws TooManyAttemptsError
   */
  reserveAttempt(target: AttemptLimit, source: ClientInfo): Promise<Attempts>;
  /**
   * Counts another password of a request that was already admitted.
   * @returns false when that password must not be tried
   */
  reserveAnother(target: AttemptLimit): Promise<boolean>;
  /** Whether so many attempts have failed that none is admitted now. */
  isUsedUp(attempts: Attempts): boolean;
}

/** Creates the guard. */
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

  /** Counts an attempt, or returns the milliseconds to wait before it can be admitted. */
  function count(target: AttemptLimit) {
    return admitAttempt({
      seen: target.seen,
      limits: attemptLimits,
      at: now(),
      reserve: (reservation) =>
        'account' in target
          ? accountAttempts.reserve(target.account, target.scope, reservation)
          : unknownUsernameAttempts.reserve(target.nameHash, reservation),
    });
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
