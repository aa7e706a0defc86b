/**
 * The values that the mapping templates of a request set in `$context.requestOverride` and
 * `$context.responseOverride`.
 */

/** The overrides of one request. Templates write to them. */
export interface MappingOverrides {
  readonly requestOverride: {
    readonly header: Record<string, unknown>;
    readonly path: Record<string, unknown>;
    readonly querystring: Record<string, unknown>;
  };
  readonly responseOverride: { status?: unknown; readonly header: Record<string, unknown> };
}

/**
 * Creates empty overrides.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
 */
export function createOverrides(): MappingOverrides {
  return { requestOverride: { header: {}, path: {}, querystring: {} }, responseOverride: { header: {} } };
}
