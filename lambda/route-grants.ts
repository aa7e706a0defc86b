/** The file that names the routes an authorizer grants: written when the app is synthesized, read at load. */

/** The name of the file next to the authorizer's bundle. */
export const ROUTE_GRANTS_FILE = 'routes.json';

/** The part of an execute-api ARN from the method on, such as `GET/foo/*`. */
export type RoutePattern = string;

/** The routes that valid tokens grant. */
export interface RouteGrants {
  /** Granted to every valid token. */
  readonly anyToken: readonly RoutePattern[];
  /** Granted to tokens with the scope, by scope. */
  readonly scopes: Readonly<Record<string, readonly RoutePattern[]>>;
}
