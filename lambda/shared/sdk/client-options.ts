/** The options of every AWS SDK client: calls that really end. */

/**
 * Two attempts of 800 ms end within two seconds, also against an endpoint that never answers. Without
 * `throwOnRequestTimeout` the SDK only warns and goes on waiting.
 */
export const clientOptions = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 800, throwOnRequestTimeout: true },
} as const;
