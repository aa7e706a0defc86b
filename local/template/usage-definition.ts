/** The definitions of throttles and usage plans. */

/** The limits of a token bucket. */
export interface ThrottleLimits {
  /** Tokens for each second; infinite if there is no limit. */
  readonly ratePerSecond: number;
  /** The size of the bucket. */
  readonly burst: number;
}

/** The limits of methods. */
export interface MethodThrottle extends ThrottleLimits {
  /** Such as `/pets/{id}`; `*` for all. */
  readonly resourcePath: string;
  /** The verb; `*` for all. */
  readonly httpMethod: string;
}

/** The part of a usage plan that applies to one stage of an API. */
export interface UsagePlan {
  readonly logicalId: string;
  readonly keys: readonly ApiKey[];
  /** For each key. */
  readonly throttle?: ThrottleLimits;
  /** For each key and method. */
  readonly methodThrottles: readonly MethodThrottle[];
  readonly quota?: UsageQuota;
}

/** An enabled API key. */
export interface ApiKey {
  readonly id: string;
  /** The secret that callers send. */
  readonly value: string;
}

/** The number of requests that a key may send in a period. */
export interface UsageQuota {
  readonly limit: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
  /** The number of requests that are subtracted from the limit in the first period. */
  readonly offset: number;
}
