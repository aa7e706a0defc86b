/** Token buckets, the algorithm by which API Gateway throttles. */
import type { ThrottleLimits } from '../../template/usage-definition';

/** Takes a token. Returns false if the bucket is empty. */
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
    // A clock that is set back removes no tokens.
    tokens = Math.min(burst, tokens + (Math.max(0, at - filledAt) * ratePerSecond) / 1000);
    filledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** Returns a function that takes a token from the bucket of a name. It creates the bucket on first use. */
export function createTokenBuckets(now: () => number): (name: string, limits: ThrottleLimits) => boolean {
  const buckets = new Map<string, TakeToken>();
  return (name, limits) => {
    const bucket = buckets.get(name) ?? createTokenBucket(limits, now);
    buckets.set(name, bucket);
    return bucket();
  };
}
