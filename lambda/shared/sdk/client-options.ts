/** The options of every AWS SDK client, under which each attempt ends in time. */

/**
 * Two attempts of 800 ms end within two seconds. Without `throwOnRequestTimeout` the SDK only warns and keeps
 * waiting. `socketTimeout` ends a response that stops midway, which the request timeout does not cover.
 */
export const clientOptions = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 500,
    requestTimeout: 800,
    socketTimeout: 800,
    throwOnRequestTimeout: true,
  },
} as const;
