/** Quotas of usage plans: a number of requests for each day, week or month. */
import type { UsageQuota } from '../../template/usage-definition';

/** Counts a request. Returns false if the quota of the period is used up. */
export type CountRequest = () => boolean;

/**
 * Returns the start of the period that contains an instant, in epoch milliseconds. Days are in UTC, and weeks
 * begin on Sunday.
 */
function startOfPeriod(period: UsageQuota['period'], at: number): number {
  const date = new Date(at);
  const day = period === 'DAY' ? date.getUTCDate() : date.getUTCDate() - date.getUTCDay();
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), period === 'MONTH' ? 1 : day);
}

/**
 * Creates the quota of one key. It is kept in memory, so each run begins with a full quota.
 * @param now epoch milliseconds
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html
 */
export function createQuota({ limit, period, offset }: UsageQuota, now: () => number): CountRequest {
  let start = startOfPeriod(period, now());
  let left = limit - offset;
  return () => {
    const current = startOfPeriod(period, now());
    if (current > start) {
      start = current;
      left = limit;
    }
    if (left <= 0) return false;
    left -= 1;
    return true;
  };
}
