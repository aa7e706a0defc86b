/** The file by which an authorizer knows the routes that it opens: written when the app is synthesized, read at load. */

/** Its name, beside the authorizer's bundle. */
export const ROUTE_GRANTS_FILE = 'routes.json';

/** A part of an execute-api ARN, from the method on, such as `GET/foo/*`. */
export type RoutePattern = string;

/** What valid tokens open. */
export interface RouteGrants {
  /** Opened by every valid token. */
  readonly anyToken: readonly RoutePattern[];
  /** Opened by a token with the scope, by scope. */
  readonly scopes: Readonly<Record<string, readonly RoutePattern[]>>;
}
