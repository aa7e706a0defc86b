/** The errors of a request: one class per outcome, each with a stable code that clients can rely on. */
import type { FactorProblemCode } from '../factor-problems';
import type { PasskeyProblemCode } from '../passkey-problems';
import type { OAuthProblemCode } from './oauth-problems';
import type { PageProblemCode } from './page-problems';

/** Every code that a function's response may carry. */
export type ErrorCode =
  | FactorProblemCode
  | OAuthProblemCode
  | PageProblemCode
  | PasskeyProblemCode
  | 'CONCURRENT_CHANGE'
  | 'DEPENDENCY_UNAVAILABLE'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INSUFFICIENT_SCOPE'
  | 'INSUFFICIENT_USER_AUTHENTICATION'
  | 'INTERNAL'
  | 'INVALID_CODE'
  | 'INVALID_CREDENTIALS'
  | 'INVALID_CURRENT_PASSWORD'
  | 'INVALID_REFRESH_TOKEN'
  | 'INVALID_REQUEST_BODY'
  | 'NOT_FOUND'
  | 'PASSWORD_CHANGE_REQUIRED'
  | 'PAYLOAD_TOO_LARGE'
  | 'PRECONDITION_FAILED'
  | 'REFRESH_TOKEN_REUSED'
  | 'TOO_MANY_ATTEMPTS'
  | 'TOO_MANY_FOOS'
  | 'TOO_MANY_USERNAME_CHANGES'
  | 'UNAUTHORIZED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'USERNAME_TAKEN'
  | 'VALIDATION_FAILED';

/**
 * One fault of one part of a request (the `errors` member of RFC 9457 section 3). It never holds a value that
 * was sent.
 */
export type FieldError =
  /** A JSON Pointer into the body (RFC 6901), in URI fragment form. */
  | { readonly pointer: string; readonly detail: string }
  /** A query parameter. */
  | { readonly parameter: string; readonly detail: string }
  /** A request header. */
  | { readonly header: string; readonly detail: string };

/** The members of a problem that only some problems have. */
export interface ProblemMembers {
  readonly errors?: readonly FieldError[];
  /** How many seconds ago the user may have been authenticated at most, as in RFC 9470 section 3. */
  readonly max_age?: number;
  /** The methods that the authentication must include, as RFC 8176 values. */
  readonly amr_values?: readonly string[];
  /** The kinds of proof that the API accepts. */
  readonly kinds?: readonly string[];
  /** The secret that names a sign-in which waits for a second factor. */
  readonly challenge?: string;
  /** The options with which a passkey answers the challenge: a PublicKeyCredentialRequestOptionsJSON (WebAuthn Level 3). */
  readonly passkey?: object;
  /** The code of RFC 6749 section 5.2, for clients of OAuth. */
  readonly error?: string;
}

/** The public text of an error. */
export interface ProblemText {
  readonly status: number;
  /** The reason phrase of RFC 9110 section 15. */
  readonly title: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Marks our errors. The symbol is the same in every file that a function loads. */
const MARK: unique symbol = Symbol.for('latchkey.error');

/**
 * The base class of all expected errors. Files that a function loads on demand have their own copies of these
 * classes, so `instanceof` fails across them: use `isLatchkeyError`.
 */
export abstract class LatchkeyError extends Error {
  abstract readonly code: ErrorCode;
  /** @default - the problem has no members of its own */
  declare readonly members?: ProblemMembers;
  /** @default - the text of the table in http/problems.ts */
  declare readonly problem?: ProblemText;
  readonly [MARK] = true;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Thrown when parts of the request break a rule. */
export class ValidationError extends LatchkeyError {
  readonly code = 'VALIDATION_FAILED';

  constructor(readonly errors: readonly FieldError[]) {
    super('The request is not valid for its route');
  }
}

/** Thrown when the body is not JSON. The gateway refuses most such bodies, under the same code. */
export class InvalidRequestBodyError extends LatchkeyError {
  readonly code = 'INVALID_REQUEST_BODY';
}

/** Thrown when the body's content type is not the one that the route reads. */
export class UnsupportedMediaTypeError extends LatchkeyError {
  readonly code = 'UNSUPPORTED_MEDIA_TYPE';
}

/** Thrown when the body is larger than any valid body. */
export class PayloadTooLargeError extends LatchkeyError {
  readonly code = 'PAYLOAD_TOO_LARGE';
}

/** Thrown when the resource is not in the state that the request requires (RFC 9110 section 13.1). */
export class PreconditionFailedError extends LatchkeyError {
  readonly code = 'PRECONDITION_FAILED';
}

/** Thrown when the username or the password is wrong. It does not reveal which. */
export class InvalidCredentialsError extends LatchkeyError {
  readonly code = 'INVALID_CREDENTIALS';
}

/**
 * Thrown when a code from a mail is wrong, expired or used, or when none is expected. It does not reveal which, nor
 * whether another account has the address.
 */
export class InvalidCodeError extends LatchkeyError {
  readonly code = 'INVALID_CODE';
}

/** Thrown when the current password, which must confirm a change, is wrong. */
export class InvalidCurrentPasswordError extends LatchkeyError {
  readonly code = 'INVALID_CURRENT_PASSWORD';
}

/** Thrown when the password is correct but temporary. The user must replace it before a session starts. */
export class PasswordChangeRequiredError extends LatchkeyError {
  readonly code = 'PASSWORD_CHANGE_REQUIRED';
}

/**
 * Thrown when the refresh token is malformed, unknown or expired, or its session has ended. It does not
 * reveal which.
 */
export class InvalidRefreshTokenError extends LatchkeyError {
  readonly code = 'INVALID_REFRESH_TOKEN';
}

/**
 * Thrown when a refresh token is reused after it was replaced. Another party may hold it, so its session has
 * been revoked.
 */
export class RefreshTokenReusedError extends LatchkeyError {
  readonly code = 'REFRESH_TOKEN_REUSED';
}

/** Thrown when the user was authenticated too long ago, or without a second factor that the request requires. */
export class InsufficientAuthenticationError extends LatchkeyError {
  readonly code = 'INSUFFICIENT_USER_AUTHENTICATION';

  constructor(
    /** What a sufficient authentication needs. */
    override readonly members: ProblemMembers,
  ) {
    super('The authentication is too old or too weak for the request');
  }
}

/** Thrown when the token's account or session no longer exists. */
export class UnauthorizedError extends LatchkeyError {
  readonly code = 'UNAUTHORIZED';
}

/** Thrown when an account or a source has made too many attempts. */
export class TooManyAttemptsError extends LatchkeyError {
  readonly code = 'TOO_MANY_ATTEMPTS';

  constructor(
    /** Seconds until the next attempt is allowed. */
    readonly retryAfter: number,
  ) {
    super('Too many attempts');
  }
}

/** Thrown when the username was changed as often as the limit allows. */
export class TooManyUsernameChangesError extends LatchkeyError {
  readonly code = 'TOO_MANY_USERNAME_CHANGES';

  constructor(
    /** Seconds until the username can change again. */
    readonly retryAfter: number,
  ) {
    super('Too many changes of the username');
  }
}

/** Thrown when the account has as many foos as the limit allows. */
export class TooManyFoosError extends LatchkeyError {
  readonly code = 'TOO_MANY_FOOS';
}

/** Thrown when another account has that username. */
export class UsernameTakenError extends LatchkeyError {
  readonly code = 'USERNAME_TAKEN';
}

/** Thrown when the resource does not exist, or belongs to another account. */
export class NotFoundError extends LatchkeyError {
  readonly code = 'NOT_FOUND';
}

/** Thrown when the token lacks the scope that the route requires (RFC 6750 section 3.1). */
export class InsufficientScopeError extends LatchkeyError {
  readonly code = 'INSUFFICIENT_SCOPE';
}

/** Thrown when an `Idempotency-Key` is reused with a different body. */
export class IdempotencyKeyReusedError extends LatchkeyError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
}

/**
 * Thrown for a fault of our own. The client learns nothing of it. Its message is logged, so it must not quote
 * input.
 */
export class InternalError extends LatchkeyError {
  readonly code = 'INTERNAL';
}

/**
 * Thrown when other requests kept changing the same resource (RFC 9110 section 15.5.10). The same request may
 * succeed later. It is a 4xx: clients can cause it at will, and a high rate of 5xx rolls deployments back.
 */
export class ConcurrentChangeError extends LatchkeyError {
  readonly code = 'CONCURRENT_CHANGE';
}

/**
 * Thrown when a service that the request needs throttles, fails or does not answer. The same request may
 * succeed later.
 */
export class DependencyUnavailableError extends LatchkeyError {
  readonly code = 'DEPENDENCY_UNAVAILABLE';
}

/** Whether an error is an expected error of any file. */
export function isLatchkeyError(error: unknown): error is LatchkeyError {
  return error instanceof Error && MARK in error;
}

/** An expected error by its code. */
type ErrorOf<Code extends ErrorCode> = Extract<
  ValidationError | TooManyAttemptsError | TooManyUsernameChangesError,
  { readonly code: Code }
>;

/** Whether an error is an expected error of any file, with this code. */
export function hasCode<Code extends ErrorCode>(
  error: unknown,
  code: Code,
): error is [ErrorOf<Code>] extends [never] ? LatchkeyError : ErrorOf<Code> {
  return isLatchkeyError(error) && error.code === code;
}
