/** Counts a request against each source that it comes from, and refunds it. */
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { KeyedHasher } from './keyed-hasher';
import { toSources } from './source-key';
import { type SourceKind, type SourceRateLimits, type SourceWindow, windowAt } from './source-rate-limits';

/** The windows against which a request was counted. */
export type SourceClaim = readonly SourceWindow[];

/** The dependencies of the counts. */
export interface SourceClaimDependencies {
  readonly sourceRateLimits: SourceRateLimits;
  readonly hashName: KeyedHasher;
  readonly log: Log<'attempt_not_refunded'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** Counts requests, or rejects them. */
export interface SourceClaims {
  /**
   * Counts a request against its address, or against its networks, smallest first. So a rejected network uses
   * up nothing of a wider one. A rejected request is counted nowhere.
   * @param max the limit of one address
   * @returns the milliseconds to wait when it is rejected
   */
  claim(
    kind: SourceKind,
    source: ClientInfo,
    max: number,
  ): Promise<{ readonly claim: SourceClaim } | { readonly waitMs: number }>;
  /**
   * Refunds a request that did not fail. An error is only logged: a count that stays too high does less harm
   * than a failed request.
   */
  release(claim: SourceClaim, source: ClientInfo): Promise<void>;
}

/** Creates the counts. */
export function createSourceClaims({
  sourceRateLimits,
  hashName,
  log,
  now,
}: SourceClaimDependencies): SourceClaims {
  async function release(claim: SourceClaim, { requestId }: ClientInfo): Promise<void> {
    const refunds = await Promise.allSettled(claim.map((window) => sourceRateLimits.refund(window)));
    if (refunds.some(({ status }) => status === 'rejected')) log('attempt_not_refunded', { requestId });
  }

  return {
    async claim(kind, source, max) {
      const at = now();
      const claimed: SourceWindow[] = [];
      for (const { key, share } of toSources(source.ip)) {
        const window = windowAt(kind, await hashName(`source/${key}`), at);
        if (!(await sourceRateLimits.reserve(window, max * share))) {
          await release(claimed, source);
          return { waitMs: window.endsAt * 1000 - at };
        }
        claimed.push(window);
      }
      return { claim: claimed };
    },

    release,
  };
}
