/** Why an access token is not accepted: for the log, never for the caller. */

/** What is wrong with a token. */
export type TokenRejection =
  /** The header is no `Bearer` with one token (RFC 6750 section 2.1). */
  | 'not-a-bearer-token'
  | 'too-large'
  /** No compact JWS in canonical base64url, or no JSON inside. */
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
  /** The session is gone: logged out, or its account is. */
  | 'session-ended'
  | 'session-expired'
  /** The session began before the stage's `sessionsNotBefore`. */
  | 'session-too-old';

/** Whom a token speaks for. */
export interface TokenSession {
  readonly sub: string;
  readonly sid: string;
}

/** A token that is not accepted. Holds nothing of the token but the name of its key and, once verified, its session. */
export class TokenRejectedError extends Error {
  constructor(
    readonly reason: TokenRejection,
    /** The header's `kid` when it looks like a KMS key id. @default - the token has none that could be shown */
    readonly kid?: string,
    /** What a verified token says. @default - the token is none of ours, or none that is still good */
    readonly session?: TokenSession,
  ) {
    super(`The access token is not accepted: ${reason}`);
    this.name = 'TokenRejectedError';
  }
}
