/** Counts a request on each source that it comes from, and takes it back. */
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import type { KeyedHasher } from './keyed-hasher';
import { toSources } from './source-key';
import { type SourceKind, type SourceRateLimits, type SourceWindow, windowAt } from './source-rate-limits';

/** What a request was counted on. */
export type SourceClaim = readonly SourceWindow[];

/** What the counts need. */
export interface SourceClaimDependencies {
  readonly sourceRateLimits: SourceRateLimits;
  readonly hashName: KeyedHasher;
  readonly log: Log<'attempt_not_refunded'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** Counts requests, or refuses them. */
export interface SourceClaims {
  /**
   * Counts a request on the address, or on its networks: on the smallest first, so that a network that is refused uses up nothing
   * of a wider one. What is refused is counted nowhere.
   * @param max of one address
   * @returns the milliseconds to wait when it is refused
   */
  claim(
    kind: SourceKind,
    source: ClientInfo,
    max: number,
  ): Promise<{ readonly claim: SourceClaim } | { readonly waitMs: number }>;
  /** Takes a request back that was no failure. A count that stays too high harms less than a failed request, and is logged. */
  release(claim: SourceClaim, source: ClientInfo): Promise<void>;
}

/** Makes the counts. */
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
