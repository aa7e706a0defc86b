/**
 * Converts route keys to parts of execute-api ARNs, for the authorizer's policies and for the check at
 * synthesis.
 */
import type { Method } from './routes';

/** The parts of a route key. */
export interface RouteParts {
  readonly method: Method;
  /** The resource path, with its leading slash and its `{parameters}`. */
  readonly path: string;
}

/** Splits `GET /foo/{id}` into its method and its path. */
export function parseRouteKey(key: string): RouteParts {
  const space = key.indexOf(' ');
  return { method: key.slice(0, space) as Method, path: key.slice(space + 1) };
}

/**
 * Returns the last part of an execute-api ARN that covers a route: `GET/foo/*` for `GET /foo/{id}`.
 *
 * `*` also matches `/` in such an ARN, so a pattern can cover more than its route. Synthesis refuses a route
 * table in which that would matter.
 *
 * @see
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function toArnPattern(key: string): string {
  const { method, path } = parseRouteKey(key);
  return method + path.replace(/\{[^}]+\}/g, '*');
}
