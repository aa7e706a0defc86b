/** The options of every AWS SDK client: attempts that really end. */

/**
 * Two attempts of 800 ms end within two seconds. Without `throwOnRequestTimeout` the SDK only warns and goes on waiting;
 * `socketTimeout` ends an answer that stops half-way, of which the request's time-out knows nothing.
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
