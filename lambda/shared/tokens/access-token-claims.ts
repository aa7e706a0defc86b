/** The claims of an access token (RFC 9068 section 2.2), which auth signs and the authorizer reads. */

/** The payload of an access token. Times are epoch seconds (RFC 7519 section 2, NumericDate). */
export interface AccessTokenClaims {
  /** The URL of the API that issued it. */
  readonly iss: string;
  /** The account's id. It never changes and is never reused for another account. */
  readonly sub: string;
  readonly aud: string;
  readonly client_id: string;
  readonly exp: number;
  readonly iat: number;
  /** When the user was last authenticated. */
  readonly auth_time: number;
  /** How the user was authenticated (RFC 8176). */
  readonly amr: readonly string[];
  /** When the session began. Unlike `auth_time` it never changes. */
  readonly session_start: number;
  readonly jti: string;
  /** The id of the session that the token belongs to. */
  readonly sid: string;
  /** The username as its owner wrote it, in NFKC. For display only, never for lookups. */
  readonly username: string;
  /** Scopes, separated by spaces. Absent when there are none (RFC 6749 section 3.3 has no empty list). */
  readonly scope?: string;
}

/** The `typ` of the token's header (RFC 9068 section 2.1). */
export const ACCESS_TOKEN_TYPE = 'at+jwt';
