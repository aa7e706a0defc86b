/** The counters of usage plans. All stages of a plan share them. */
import type { ThrottleLimits, UsageQuota } from '../../template/usage-definition';
import { createTokenBuckets } from './token-bucket';
import { type CountRequest, createQuota } from './usage-quota';

/** The counts of all plans, by the name of the counter. */
export interface UsageCounters {
  /** Takes a token. Returns false if there is none left. */
  take(name: string, limits: ThrottleLimits): boolean;
  /** Counts a request. Returns false if the quota of the period is used up. */
  count(name: string, quota: UsageQuota): boolean;
}

/**
 * Creates counters without any usage.
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
