/** The reason why an access token is rejected. It is logged, and never returned to the client. */

/** The fault of a token. */
export type TokenRejection =
  /** The header is not `Bearer` with one token (RFC 6750 section 2.1). */
  | 'not-a-bearer-token'
  | 'too-large'
  /** Not a compact JWS in canonical base64url, or its parts are not JSON. */
  | 'malformed'
  /** The JOSE header holds more than `alg`, `typ` and `kid`. */
  | 'unexpected-header'
  | 'wrong-algorithm'
  /** None of the accepted keys has this `kid`. */
  | 'unknown-key'
  | 'bad-signature'
  | 'wrong-type'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'expired'
  | 'not-yet-valid'
  /** A claim is missing or of another type. */
  | 'bad-claims'
  /** The session no longer exists: the user signed out, or the account was deleted. */
  | 'session-ended'
  | 'session-expired'
  /** The session began before the stage's `sessionsNotBefore`. */
  | 'session-too-old';

/** The account and the session of a token. */
export interface TokenSession {
  readonly sub: string;
  readonly sid: string;
}

/**
 * Thrown when a token is rejected. It holds nothing of the token except its key id and, once verified, its
 * session.
 */
export class TokenRejectedError extends Error {
  constructor(
    readonly reason: TokenRejection,
    /** The header's `kid` if it looks like a KMS key id. @default - none that can be logged */
    readonly kid?: string,
    /** The session of a verified token. @default - the token is not ours, or is not verified */
    readonly session?: TokenSession,
  ) {
    super(`The access token is rejected: ${reason}`);
    this.name = 'TokenRejectedError';
  }
}
