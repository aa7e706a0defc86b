/** Quotas of usage plans: so many requests in a day, a week or a month. */
import type { UsageQuota } from '../../template/model';

/** Counts a request; false where the period has none left. */
export type CountRequest = () => boolean;

/** When the period of an instant began, in epoch milliseconds; days are UTC's, and weeks begin on Sunday. */
function startOfPeriod(period: UsageQuota['period'], at: number): number {
  const date = new Date(at);
  const day = period === 'DAY' ? date.getUTCDate() : date.getUTCDate() - date.getUTCDay();
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), period === 'MONTH' ? 1 : day);
}

/**
 * Creates the quota of one key, which starts anew with each run.
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
