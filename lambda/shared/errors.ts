/** What can go wrong in a request: one class an outcome, each with a stable code that callers can rely on. */

/** Every code that an answer of a function may carry. */
export type ErrorCode =
  | 'CONCURRENT_CHANGE'
  | 'DEPENDENCY_UNAVAILABLE'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INSUFFICIENT_SCOPE'
  | 'INTERNAL'
  | 'INVALID_CREDENTIALS'
  | 'INVALID_CURRENT_PASSWORD'
  | 'INVALID_REFRESH_TOKEN'
  | 'INVALID_REQUEST_BODY'
  | 'NOT_FOUND'
  | 'PASSWORD_CHANGE_REQUIRED'
  | 'PAYLOAD_TOO_LARGE'
  | 'PRECONDITION_FAILED'
  | 'REAUTHENTICATION_REQUIRED'
  | 'REFRESH_TOKEN_REUSED'
  | 'TOO_MANY_ATTEMPTS'
  | 'TOO_MANY_FOOS'
  | 'TOO_MANY_USERNAME_CHANGES'
  | 'UNAUTHORIZED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'USERNAME_TAKEN'
  | 'VALIDATION_FAILED';

/** One fault of one part of a request (the `errors` member of RFC 9457 section 3). Never holds a value that was sent. */
export type FieldError =
  /** A JSON Pointer into the body (RFC 6901), in its URI fragment form. */
  | { readonly pointer: string; readonly detail: string }
  /** A query parameter. */
  | { readonly parameter: string; readonly detail: string }
  /** A request header. */
  | { readonly header: string; readonly detail: string };

/** The mark of our errors, the same in every file that a function loads. */
const MARK: unique symbol = Symbol.for('latchkey.error');

/**
 * The base of all expected failures. Files that a function loads on demand have copies of these classes, so that nothing tells them
 * apart by `instanceof`: see `isLatchkeyError`.
 */
export abstract class LatchkeyError extends Error {
  abstract readonly code: ErrorCode;
  readonly [MARK] = true;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Parts of the request break a rule. */
export class ValidationError extends LatchkeyError {
  readonly code = 'VALIDATION_FAILED';

  constructor(readonly errors: readonly FieldError[]) {
    super('The request is not valid for its route');
  }
}

/** The body is not JSON. The gateway refuses most of them, under the same code. */
export class InvalidRequestBodyError extends LatchkeyError {
  readonly code = 'INVALID_REQUEST_BODY';
}

/** The body's content type is not the one that the route reads. */
export class UnsupportedMediaTypeError extends LatchkeyError {
  readonly code = 'UNSUPPORTED_MEDIA_TYPE';
}

/** The body is larger than any valid one. */
export class PayloadTooLargeError extends LatchkeyError {
  readonly code = 'PAYLOAD_TOO_LARGE';
}

/** What the request names is not in the state that the request demands (RFC 9110 section 13.1). */
export class PreconditionFailedError extends LatchkeyError {
  readonly code = 'PRECONDITION_FAILED';
}

/** The username or the password is wrong; which of them stays untold. */
export class InvalidCredentialsError extends LatchkeyError {
  readonly code = 'INVALID_CREDENTIALS';
}

/** The password that should prove who asks for a change is wrong. */
export class InvalidCurrentPasswordError extends LatchkeyError {
  readonly code = 'INVALID_CURRENT_PASSWORD';
}

/** The password is right, and temporary: it has to be replaced before anything starts. */
export class PasswordChangeRequiredError extends LatchkeyError {
  readonly code = 'PASSWORD_CHANGE_REQUIRED';
}

/** The refresh token is malformed, unknown or expired, or its session is over; which of them stays untold. */
export class InvalidRefreshTokenError extends LatchkeyError {
  readonly code = 'INVALID_REFRESH_TOKEN';
}

/** A refresh token came again after it was replaced: somebody else may have it, so its session is over now. */
export class RefreshTokenReusedError extends LatchkeyError {
  readonly code = 'REFRESH_TOKEN_REUSED';
}

/** The password was verified too long ago for what is asked. */
export class ReauthenticationRequiredError extends LatchkeyError {
  readonly code = 'REAUTHENTICATION_REQUIRED';
}

/** The account or the session of the token is gone. */
export class UnauthorizedError extends LatchkeyError {
  readonly code = 'UNAUTHORIZED';
}

/** Too much was tried: on this account, or from this source. */
export class TooManyAttemptsError extends LatchkeyError {
  readonly code = 'TOO_MANY_ATTEMPTS';

  constructor(
    /** Seconds until another attempt is worth while. */
    readonly retryAfter: number,
  ) {
    super('Too many attempts');
  }
}

/** The username was changed as often as it may be for now. */
export class TooManyUsernameChangesError extends LatchkeyError {
  readonly code = 'TOO_MANY_USERNAME_CHANGES';

  constructor(
    /** Seconds until it may be changed again. */
    readonly retryAfter: number,
  ) {
    super('Too many changes of the username');
  }
}

/** The account has as many foos as it may. */
export class TooManyFoosError extends LatchkeyError {
  readonly code = 'TOO_MANY_FOOS';
}

/** Another account has that username. */
export class UsernameTakenError extends LatchkeyError {
  readonly code = 'USERNAME_TAKEN';
}

/** There is no such thing, or it is somebody else's. */
export class NotFoundError extends LatchkeyError {
  readonly code = 'NOT_FOUND';
}

/** The token does not carry the scope that the route demands (RFC 6750 section 3.1). */
export class InsufficientScopeError extends LatchkeyError {
  readonly code = 'INSUFFICIENT_SCOPE';
}

/** The same `Idempotency-Key` came with another body. */
export class IdempotencyKeyReusedError extends LatchkeyError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
}

/** A fault of our own: the caller learns nothing of it, the log gets the message, which must quote nothing that was sent. */
export class InternalError extends LatchkeyError {
  readonly code = 'INTERNAL';
}

/**
 * Other requests kept changing what this one set out to change (RFC 9110 section 15.5.10). The same request may succeed later. A 4xx,
 * since clients can bring it about at will, and the rate of 5xx takes deploys back.
 */
export class ConcurrentChangeError extends LatchkeyError {
  readonly code = 'CONCURRENT_CHANGE';
}

/** A service that the request needs is throttling, failing or silent; the same request may succeed later. */
export class DependencyUnavailableError extends LatchkeyError {
  readonly code = 'DEPENDENCY_UNAVAILABLE';
}

/** Whether an error is one of the expected failures, from whichever file. */
export function isLatchkeyError(error: unknown): error is LatchkeyError {
  return error instanceof Error && MARK in error;
}

/** An expected failure by its code. */
type ErrorOf<Code extends ErrorCode> = Extract<
  ValidationError | TooManyAttemptsError | TooManyUsernameChangesError,
  { readonly code: Code }
>;

/** Whether an error is an expected failure of a code, from whichever file. */
export function hasCode<Code extends ErrorCode>(
  error: unknown,
  code: Code,
): error is [ErrorOf<Code>] extends [never] ? LatchkeyError : ErrorOf<Code> {
  return isLatchkeyError(error) && error.code === code;
}
