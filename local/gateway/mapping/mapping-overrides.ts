/** What mapping templates set by `$context.requestOverride` and `$context.responseOverride`, from the first of a request to the last. */

/** The overrides of one request; templates write into them. */
export interface MappingOverrides {
  readonly requestOverride: {
    readonly header: Record<string, unknown>;
    readonly path: Record<string, unknown>;
    readonly querystring: Record<string, unknown>;
  };
  readonly responseOverride: { status?: unknown; readonly header: Record<string, unknown> };
}

/**
 * Creates overrides that override nothing yet.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
 */
export function createOverrides(): MappingOverrides {
  return { requestOverride: { header: {}, path: {}, querystring: {} }, responseOverride: { header: {} } };
}
