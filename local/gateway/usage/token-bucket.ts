/** Token buckets, by which API Gateway throttles. */
import type { ThrottleLimits } from '../../template/model';

/** Takes a token; false where there is none. */
export type TakeToken = () => boolean;

/**
 * Creates a full bucket.
 * @param now epoch milliseconds
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
function createTokenBucket({ ratePerSecond, burst }: ThrottleLimits, now: () => number): TakeToken {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const at = now();
    // a clock that is set back takes nothing away
    tokens = Math.min(burst, tokens + (Math.max(0, at - filledAt) * ratePerSecond) / 1000);
    filledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** One bucket for each name, made when it is first asked for. */
export function createTokenBuckets(now: () => number): (name: string, limits: ThrottleLimits) => boolean {
  const buckets = new Map<string, TakeToken>();
  return (name, limits) => {
    const bucket = buckets.get(name) ?? createTokenBucket(limits, now);
    buckets.set(name, bucket);
    return bucket();
  };
}
