/** The limits of AWS by which it is known when a request, or what a token allows, has ended. */

/** Lambda's longest time-out: no request runs longer. Ours end after seconds. */
export const LONGEST_RUN_MS = 15 * 60 * 1000;

/** API Gateway's longest time to cache what the authorizer says of a token. */
export const LONGEST_CACHE_SECONDS = 3_600;
