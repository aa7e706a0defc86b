/** Keeps the signing routes under the KMS quota for all RSA keys of an account. */
import type { Routes } from '../../lambda/routes';
import type { RouteThrottle } from '../constructs/api/rest-api';
import { type FeatureSettings, servedRoutes } from '../routes/features';
import type { StageSettings } from '../stages/stage-settings';

/** The routes of which every call may need a signature. */
const SIGNING_ROUTES = [
  'POST /users',
  'POST /sessions/create',
  'POST /sessions/refresh',
  'POST /sessions/passkey',
  'POST /oauth2/token',
] as const satisfies readonly (keyof Routes)[];

/** The share of the quota for these routes; other applications of the account also sign and decrypt with RSA keys. */
const SHARE_OF_QUOTA = 0.5;

/**
 * Returns limits that keep the signing routes together at or under half of the quota, even in a second that starts with full buckets.
 * Returns none if the stage's own limits are lower.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
 */
export function signingThrottles(
  settings: FeatureSettings &
    Pick<StageSettings, 'kmsRsaQuota' | 'throttlingRateLimit' | 'throttlingBurstLimit'>,
): Readonly<Record<string, RouteThrottle>> {
  const { kmsRsaQuota, throttlingRateLimit, throttlingBurstLimit } = settings;
  const served = servedRoutes(settings);
  const keys = SIGNING_ROUTES.filter((key) => served[key]);
  const share = (kmsRsaQuota * SHARE_OF_QUOTA) / keys.length;
  if (throttlingRateLimit + throttlingBurstLimit <= share) return {};
  const half = Math.floor(share / 2);
  const rateLimit = Math.min(throttlingRateLimit, half);
  const throttle = { rateLimit, burstLimit: Math.min(throttlingBurstLimit, Math.floor(share - rateLimit)) };
  return Object.fromEntries(keys.map((key) => [key, throttle]));
}
