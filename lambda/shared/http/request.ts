/** A request as a route's code sees it. */

/** The caller, as the authorizer identified it. */
export interface Caller {
  /** The account's id. */
  readonly sub: string;
  /** The session's id. */
  readonly sid: string;
  readonly username: string;
  readonly scopes: readonly string[];
  /** When the user was last authenticated, in epoch seconds. */
  readonly authTime: number;
  /** How the user was authenticated, as RFC 8176 values. Empty for a token that does not say so. */
  readonly amr: readonly string[];
}

/** A request to a route. */
export interface Request<Body, MaybeCaller> {
  /** The parsed body. A form as it was sent. Undefined on a route without a body. */
  readonly body: Body;
  /** Undefined on a public route. On a page, its visit. */
  readonly caller: MaybeCaller;
  /** The path as the client wrote it, including stage or base path, without the query. */
  readonly path: string;
  readonly requestId: string;
  /** The source address that API Gateway saw. */
  readonly sourceIp: string;
  /** Milliseconds until Lambda stops the function. */
  remainingMillis(): number;
  /** A path parameter, still percent-encoded, as API Gateway passes it on. */
  pathParameter(name: string): string;
  /** A query parameter. If it occurs twice, the last one. */
  query(name: string): string | undefined;
  /** All values of a query parameter, in their order. */
  queryValues(name: string): readonly string[];
  /** A header, by its name in any case. If it occurs twice, the last one. */
  header(name: string): string | undefined;
  /**
   * A header whose value is a list, by its name in any case: all lines of that name as one (RFC 9110 section
   * 5.3).
   */
  headerLines(name: string): string | undefined;
}
