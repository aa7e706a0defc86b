/** Keeps the routes that sign under the quota that KMS has for all RSA keys of an account. */
import type { Routes } from '../../lambda/routes';
import type { RouteThrottle } from '../constructs/api/rest-api';
import type { StageSettings } from '../stages/stage-settings';

/** Every call of these may cost a signature. */
const SIGNING_ROUTES = [
  'POST /users',
  'POST /sessions/create',
  'POST /sessions/refresh',
] as const satisfies readonly (keyof Routes)[];

/** Other applications of the account sign and decrypt with RSA keys as well. */
const SHARE_OF_QUOTA = 0.5;

/**
 * Limits under which the signing routes together never take more than half of the quota, not even in a second that begins
 * with full buckets; none where the stage's own limits are lower.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
 */
export function signingThrottles(
  settings: Pick<StageSettings, 'kmsRsaQuota' | 'throttlingRateLimit' | 'throttlingBurstLimit'>,
): Readonly<Record<string, RouteThrottle>> {
  const { kmsRsaQuota, throttlingRateLimit, throttlingBurstLimit } = settings;
  const share = (kmsRsaQuota * SHARE_OF_QUOTA) / SIGNING_ROUTES.length;
  if (throttlingRateLimit + throttlingBurstLimit <= share) return {};
  const half = Math.floor(share / 2);
  const rateLimit = Math.min(throttlingRateLimit, half);
  const throttle = { rateLimit, burstLimit: Math.min(throttlingBurstLimit, Math.floor(share - rateLimit)) };
  return Object.fromEntries(SIGNING_ROUTES.map((key) => [key, throttle]));
}
