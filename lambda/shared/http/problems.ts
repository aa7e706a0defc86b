/** Turns errors into problem details (RFC 9457). The one table from error code to status and public text. */
import { insufficientAuthentication, insufficientScope } from '../../denials';
import type { FactorProblemCode } from '../../factor-problems';
import { problemType } from '../../http-conventions';
import type { PasskeyProblemCode } from '../../passkey-problems';
import {
  type ErrorCode,
  hasCode,
  isLatchkeyError,
  type ProblemMembers,
  type ProblemText,
  type TooManyAttemptsError,
  type TooManyUsernameChangesError,
} from '../errors';
import type { OAuthProblemCode } from '../oauth-problems';
import type { PageProblemCode } from '../page-problems';
import type { Answer } from './answer';

/** Seconds after which a client may retry a request that failed because of a dependency. */
const RETRY_AFTER_SECONDS = '1';

/** The codes of the table below. The other errors carry their text. */
type TableCode = Exclude<
  ErrorCode,
  FactorProblemCode | OAuthProblemCode | PageProblemCode | PasskeyProblemCode
>;

/** The public text of each error that does not carry its own, by its code. */
export const problems: Readonly<Record<TableCode, ProblemText>> = {
  CONCURRENT_CHANGE: {
    status: 409,
    title: 'Conflict',
    detail: 'Another request changed the same resource at the same time. Send the request again.',
  },
  DEPENDENCY_UNAVAILABLE: {
    status: 503,
    title: 'Service Unavailable',
    detail:
      'A service that this request needs did not respond in time. Send the request again after the number of seconds in Retry-After.',
    headers: { 'Retry-After': RETRY_AFTER_SECONDS },
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'Unprocessable Content',
    detail: 'This Idempotency-Key was already sent with another body. Use a new key for a new request.',
  },
  INSUFFICIENT_SCOPE: insufficientScope,
  INSUFFICIENT_USER_AUTHENTICATION: insufficientAuthentication,
  INTERNAL: {
    status: 500,
    title: 'Internal Server Error',
    detail: 'An unexpected error occurred. Include the request id when you report it.',
  },
  INVALID_CODE: {
    status: 400,
    title: 'Bad Request',
    detail: 'The code is not valid. Check it, or use a new one.',
  },
  INVALID_CREDENTIALS: {
    status: 401,
    title: 'Unauthorized',
    detail: 'The username or password is incorrect.',
  },
  INVALID_CURRENT_PASSWORD: {
    status: 403,
    title: 'Forbidden',
    detail: 'The current password is incorrect.',
  },
  INVALID_REFRESH_TOKEN: {
    status: 401,
    title: 'Unauthorized',
    detail: 'The refresh token is not valid. Sign in again.',
  },
  INVALID_REQUEST_BODY: {
    status: 400,
    title: 'Bad Request',
    detail: 'The body must be a JSON object, and its strings must not exceed the limits of the route.',
  },
  NOT_FOUND: { status: 404, title: 'Not Found', detail: 'This route or resource does not exist.' },
  PASSWORD_CHANGE_REQUIRED: {
    status: 403,
    title: 'Forbidden',
    detail: 'This password is temporary. Repeat the request with a new password in the member new_password.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: 'Content Too Large',
    detail: 'The request is too large. A body can have at most 8192 bytes.',
  },
  PRECONDITION_FAILED: {
    status: 412,
    title: 'Precondition Failed',
    detail: 'A precondition of the request is false. Read the resource again before you repeat the request.',
  },
  REFRESH_TOKEN_REUSED: {
    status: 401,
    title: 'Unauthorized',
    detail: 'This refresh token was reused after it was replaced, so its session has ended. Sign in again.',
  },
  TOO_MANY_ATTEMPTS: {
    status: 429,
    title: 'Too Many Requests',
    detail: 'Too many attempts. Try again after the number of seconds in Retry-After.',
    // The minimum. The error holds the actual value.
    headers: { 'Retry-After': '1' },
  },
  TOO_MANY_FOOS: {
    status: 409,
    title: 'Conflict',
    detail: 'The account has the maximum number of foos. Delete one before you create another.',
  },
  TOO_MANY_USERNAME_CHANGES: {
    status: 429,
    title: 'Too Many Requests',
    detail:
      'The username was changed three times within 30 days. Try again after the number of seconds in Retry-After.',
    // The minimum. The error holds the actual value.
    headers: { 'Retry-After': '1' },
  },
  UNAUTHORIZED: {
    status: 401,
    title: 'Unauthorized',
    detail: 'The access token is missing or not valid. Send it as Authorization: Bearer <access_token>.',
    // No challenge: API Gateway renames a function's WWW-Authenticate header, and sends its own with its own
    // responses.
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'Unsupported Media Type',
    detail: 'The content type is not supported. Send the body as application/json.',
  },
  USERNAME_TAKEN: { status: 409, title: 'Conflict', detail: 'This username is taken. Choose another.' },
  VALIDATION_FAILED: {
    status: 400,
    title: 'Bad Request',
    detail: 'The request is not valid. See the member errors for each fault.',
  },
};

/** The body of an unsuccessful response. */
export interface ProblemDetails extends ProblemMembers {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly requestId: string;
}

/** Returns the code that a client sees: the error's own, or `INTERNAL` for an unexpected error. */
export function codeOf(error: unknown): ErrorCode {
  return isLatchkeyError(error) ? error.code : 'INTERNAL';
}

/** Builds the response to a failed request. The client sees nothing of an unexpected error. */
export function toProblem(error: unknown, requestId: string): Answer {
  const code = codeOf(error);
  const own = isLatchkeyError(error) ? error : undefined;
  const { status, title, detail, headers } = own?.problem ?? problems[code as TableCode];
  const body: ProblemDetails = {
    type: problemType(code),
    title,
    status,
    detail,
    code,
    requestId,
    ...(hasCode(error, 'VALIDATION_FAILED') && { errors: error.errors }),
    ...own?.members,
  };
  return {
    status,
    body,
    headers: {
      ...headers,
      ...(isThrottle(error) && { 'Retry-After': String(error.retryAfter) }),
      'Content-Type': 'application/problem+json',
    },
  };
}

function isThrottle(error: unknown): error is TooManyAttemptsError | TooManyUsernameChangesError {
  return hasCode(error, 'TOO_MANY_ATTEMPTS') || hasCode(error, 'TOO_MANY_USERNAME_CHANGES');
}
