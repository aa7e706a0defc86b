/** The counters of usage plans: all stages that a plan holds draw on the same ones. */
import type { ThrottleLimits, UsageQuota } from '../../template/model';
import { createTokenBuckets } from './token-bucket';
import { type CountRequest, createQuota } from './usage-quota';

/** What plans have counted, by the name of what is counted. */
export interface UsageCounters {
  /** Takes a token; false where there is none. */
  take(name: string, limits: ThrottleLimits): boolean;
  /** Counts a request; false where the period has none left. */
  count(name: string, quota: UsageQuota): boolean;
}

/**
 * Creates counters with everything left.
 * @param now epoch milliseconds
 */
export function createUsageCounters(now: () => number): UsageCounters {
  const quotas = new Map<string, CountRequest>();
  return {
    take: createTokenBuckets(now),
    count(name, quota) {
      const count = quotas.get(name) ?? createQuota(quota, now);
      quotas.set(name, count);
      return count();
    },
  };
}
