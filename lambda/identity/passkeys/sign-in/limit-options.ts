/** Limits requests for options: each stores a ceremony. */
import { TooManyAttemptsError } from '../../../shared/errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import { createSourceClaims, type SourceClaimDependencies } from '../../throttling/source-claims';
import { windowAt } from '../../throttling/source-rate-limits';

/** The dependencies of the limits. */
export interface OptionsLimitDependencies extends Omit<SourceClaimDependencies, 'log'> {
  /** Failed sign-ins of one address or /64 network in 15 minutes. */
  readonly maxSignInFailuresPerSource: number;
  readonly log: Log<'attempt_throttled' | 'attempt_not_refunded'>;
}

/** Counts requests for options. None is refunded. */
export interface OptionsLimits {
  /** Counts a request of any client on its source. @throws TooManyAttemptsError */
  countSource(source: ClientInfo): Promise<void>;
  /** Counts a request of a session on its account. @throws TooManyAttemptsError */
  countAccount(session: { readonly sub: string; readonly sid: string }, source: ClientInfo): Promise<void>;
}

/** A page requests options at each visit, also without a sign-in: so many of them for each failure that is admitted. */
const OPTIONS_PER_FAILURE = 10;

/** Requests of the sessions of one account in 15 minutes. */
const MAX_OPTIONS_PER_ACCOUNT = 50;

const kind = 'passkey-options';

/** Creates the limits. */
export function createOptionsLimits(deps: OptionsLimitDependencies): OptionsLimits {
  const { sourceRateLimits, hashName, maxSignInFailuresPerSource, log, now } = deps;
  const sources = createSourceClaims(deps);
  return {
    async countSource(source) {
      const outcome = await sources.claim(kind, source, OPTIONS_PER_FAILURE * maxSignInFailuresPerSource);
      if ('claim' in outcome) return;
      log('attempt_throttled', { by: 'source', kind, sourceIp: source.ip, requestId: source.requestId });
      throw new TooManyAttemptsError(Math.ceil(outcome.waitMs / 1000));
    },

    async countAccount({ sub, sid }, { ip: sourceIp, requestId }) {
      const at = now();
      const window = windowAt(kind, await hashName(`${kind}/account/${sub}`), at);
      if (await sourceRateLimits.reserve(window, MAX_OPTIONS_PER_ACCOUNT)) return;
      log('attempt_throttled', { by: 'account', sub, sid, kind, sourceIp, requestId });
      throw new TooManyAttemptsError(Math.ceil((window.endsAt * 1000 - at) / 1000));
    },
  };
}
