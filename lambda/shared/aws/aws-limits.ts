/** The limits of AWS that bound how long a request runs and how long a cached authorizer result lives. */

/** Lambda's longest timeout, in milliseconds. No request runs longer. Ours end after seconds. */
export const LONGEST_RUN_MS = 15 * 60 * 1000;

/** API Gateway's longest time to cache an authorizer result, in seconds. */
export const LONGEST_CACHE_SECONDS = 3_600;
