/** Limits guessing at second factors. It counts a guess before it admits it, so parallel guesses count as well. */
import { TooManyAttemptsError } from '../../../shared/errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import type { Account } from '../../accounts/account';
import { admitAttempt } from '../../throttling/admit-attempt';
import type { AttemptLimits } from '../../throttling/backoff';
import {
  createSourceClaims,
  type SourceClaim,
  type SourceClaimDependencies,
} from '../../throttling/source-claims';
import { type FactorFailures, factorAttemptsOf, stepUpAttemptsOf } from '../account-factor';
import type { FactorAttempts, FactorScope } from '../factor-attempts';

/** The dependencies of the counts of sources. */
export interface ProofSourceDependencies extends Omit<SourceClaimDependencies, 'log'> {
  /** Codes and passkeys of one address or /64 network in 15 minutes that are not accepted. */
  readonly maxSignInFailuresPerSource: number;
  readonly log: Log<'attempt_throttled' | 'attempt_not_refunded'>;
}

/** The dependencies of the guard. */
export interface FactorGuardDependencies extends ProofSourceDependencies {
  readonly factorAttempts: Pick<FactorAttempts, 'reserve'>;
}

/** Counts proofs against their sources, or rejects them. */
export interface ProofSources {
  /**
   * Counts a guess against its source.
   * @returns the counts, from which to refund the guess when it was right
   * @throws TooManyAttemptsError
   */
  reserveSource(source: ClientInfo): Promise<SourceClaim>;
  /** Refunds a guess that was right. Never fails. */
  refundSource(claim: SourceClaim, source: ClientInfo): Promise<void>;
}

/** Counts guesses, or rejects them. */
export interface FactorGuard extends ProofSources {
  /**
   * Counts a guess against its account, device or session.
   * @param sid the session that makes the guess. Default: none
   * @throws TooManyAttemptsError
   */
  reserveGuess(account: Account, scope: FactorScope, source: ClientInfo, sid?: string): Promise<void>;
}

/** Guesses in a row after which no other is admitted. */
export const MAX_GUESSES = 20;

/**
 * The limits of guesses. Time forgives none of them: a code has a million values, and three of them are right at any
 * time (ASVS 5.0, 6.5.5, and NIST SP 800-63B-4 section 3.2.2).
 */
const factorLimits: AttemptLimits = {
  freeFailures: 5,
  maxFailures: MAX_GUESSES,
  quietPeriodMs: Number.POSITIVE_INFINITY,
};

/** Returns whether a device has no guesses left. It then counts as an unknown one. */
export function isUsedUp(device: FactorFailures): boolean {
  return factorAttemptsOf(device).failures >= factorLimits.maxFailures;
}

/** Creates the counts of sources. */
export function createProofSources(deps: ProofSourceDependencies): ProofSources {
  const { maxSignInFailuresPerSource, log } = deps;
  const sources = createSourceClaims(deps);
  return {
    async reserveSource(source) {
      const kind = 'second-factor';
      const outcome = await sources.claim(kind, source, maxSignInFailuresPerSource);
      if ('claim' in outcome) return outcome.claim;
      log('attempt_throttled', { by: 'source', kind, sourceIp: source.ip, requestId: source.requestId });
      throw new TooManyAttemptsError(Math.ceil(outcome.waitMs / 1000));
    },

    refundSource: sources.release,
  };
}

/** Creates the guard. */
export function createFactorGuard(deps: FactorGuardDependencies): FactorGuard {
  const { factorAttempts, now, log } = deps;

  function seenBy(account: Account, scope: FactorScope) {
    if (scope === 'step-up') return stepUpAttemptsOf(account);
    if (scope === 'sign-in') return factorAttemptsOf(account);
    return factorAttemptsOf(account.devices.find(({ id }) => id === scope.device) ?? {});
  }

  return {
    ...createProofSources(deps),

    async reserveGuess(account, scope, { ip: sourceIp, requestId }, sid) {
      const { wait } = await admitAttempt({
        seen: seenBy(account, scope),
        limits: factorLimits,
        at: now(),
        reserve: (reservation) => factorAttempts.reserve(account, scope, reservation),
      });
      if (wait === 0) return;
      const fields = { sub: account.sub, sid, kind: 'second-factor', sourceIp, requestId };
      log('attempt_throttled', { by: 'account', ...fields });
      throw new TooManyAttemptsError(Math.ceil(wait / 1000));
    },
  };
}
