/** The errors of the token endpoint (RFC 6749 section 5.2). Each carries its public text: see oauth-problems.ts. */
import { LatchkeyError } from './errors';
import { oauthProblems } from './oauth-problems';

/** Thrown when a code is unknown, expired, used or for another request. It does not reveal which. */
export class InvalidGrantError extends LatchkeyError {
  readonly code = 'INVALID_GRANT';
  override readonly problem = oauthProblems[this.code];
  override readonly members = { error: 'invalid_grant' };
}

/** Thrown when no app has the `client_id`. */
export class InvalidClientError extends LatchkeyError {
  readonly code = 'INVALID_CLIENT';
  override readonly problem = oauthProblems[this.code];
  override readonly members = { error: 'invalid_client' };
}

/** Thrown when a parameter is missing or malformed. */
export class InvalidTokenRequestError extends LatchkeyError {
  readonly code = 'INVALID_TOKEN_REQUEST';
  override readonly problem = oauthProblems[this.code];
  override readonly members = { error: 'invalid_request' };
}

/** Thrown when the `grant_type` is not `authorization_code`. */
export class UnsupportedGrantTypeError extends LatchkeyError {
  readonly code = 'UNSUPPORTED_GRANT_TYPE';
  override readonly problem = oauthProblems[this.code];
  override readonly members = { error: 'unsupported_grant_type' };
}
