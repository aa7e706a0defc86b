/** Turns failures into problem details (RFC 9457): the one table from error code to status and public text. */
import { problemType } from '../../http-conventions';
import {
  type ErrorCode,
  type FieldError,
  hasCode,
  isLatchkeyError,
  type TooManyAttemptsError,
  type TooManyUsernameChangesError,
} from '../errors';
import type { Answer } from './answer';

interface Problem {
  readonly status: number;
  /** The status phrase of RFC 9110 section 15. */
  readonly title: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Seconds after which a caller may try again what failed for a dependency. */
const RETRY_AFTER_SECONDS = '1';

/** The public face of each error, by its code. */
export const problems: Readonly<Record<ErrorCode, Problem>> = {
  CONCURRENT_CHANGE: {
    status: 409,
    title: 'Conflict',
    detail: 'Other requests changed the same thing at the same time. Try again.',
  },
  DEPENDENCY_UNAVAILABLE: {
    status: 503,
    title: 'Service Unavailable',
    detail: 'A service this request needs did not answer in time. Try again.',
    headers: { 'Retry-After': RETRY_AFTER_SECONDS },
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'Unprocessable Content',
    detail: 'This Idempotency-Key was used with another body. Use a new key for a new request.',
  },
  INSUFFICIENT_SCOPE: {
    status: 403,
    title: 'Forbidden',
    detail: 'The access token does not carry the scope that this route demands.',
    headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' },
  },
  INTERNAL: {
    status: 500,
    title: 'Internal Server Error',
    detail: 'Something went wrong on our side. Quote the request id when you report it.',
  },
  INVALID_CREDENTIALS: {
    status: 401,
    title: 'Unauthorized',
    detail: 'The username or password is incorrect',
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
    detail: 'Send a JSON object as the body. Its strings must not exceed the limits of the route.',
  },
  NOT_FOUND: { status: 404, title: 'Not Found', detail: 'There is nothing here.' },
  PASSWORD_CHANGE_REQUIRED: {
    status: 403,
    title: 'Forbidden',
    detail: 'This password is temporary. Repeat the request with the member new_password.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: 'Content Too Large',
    detail: 'The request is too large: a body may have 8192 bytes.',
  },
  PRECONDITION_FAILED: {
    status: 412,
    title: 'Precondition Failed',
    detail: 'A condition of the request does not hold. Read the resource again, and decide anew.',
  },
  REAUTHENTICATION_REQUIRED: {
    status: 403,
    title: 'Forbidden',
    detail: 'This needs a recent sign-in. Sign in again and repeat the request.',
  },
  REFRESH_TOKEN_REUSED: {
    status: 401,
    title: 'Unauthorized',
    detail: 'This refresh token was replaced before and came again, so its session has ended. Sign in again.',
  },
  TOO_MANY_ATTEMPTS: {
    status: 429,
    title: 'Too Many Requests',
    detail: 'Too many attempts. Wait as long as Retry-After says, in seconds, and try again.',
    // the least; the error knows how long
    headers: { 'Retry-After': '1' },
  },
  TOO_MANY_FOOS: { status: 409, title: 'Conflict', detail: 'You have as many foos as an account may have.' },
  TOO_MANY_USERNAME_CHANGES: {
    status: 429,
    title: 'Too Many Requests',
    detail:
      'The username was changed three times within 30 days. Wait as long as Retry-After says, in seconds, and try again.',
    // the least; the error knows how long
    headers: { 'Retry-After': '1' },
  },
  UNAUTHORIZED: {
    status: 401,
    title: 'Unauthorized',
    detail: 'Send a valid access token: Authorization: Bearer <access_token>.',
    // without a challenge: API Gateway renames a function's WWW-Authenticate, and sends its own with its own answers
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'Unsupported Media Type',
    detail: 'Send the body as application/json.',
  },
  USERNAME_TAKEN: { status: 409, title: 'Conflict', detail: 'This username is taken.' },
  VALIDATION_FAILED: {
    status: 400,
    title: 'Bad Request',
    detail: 'The request is not valid. See errors for each fault.',
  },
};

/** The body of an answer that is no success. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
}

/** The code under which a caller learns of an error: its own, or `INTERNAL` for all that was not expected. */
export function codeOf(error: unknown): ErrorCode {
  return isLatchkeyError(error) ? error.code : 'INTERNAL';
}

/** Builds the answer to a request that failed. Nothing of an unexpected error reaches the caller. */
export function toProblem(error: unknown, requestId: string): Answer {
  const code = codeOf(error);
  const { status, title, detail, headers } = problems[code];
  const body: ProblemDetails = {
    type: problemType(code),
    title,
    status,
    detail,
    code,
    requestId,
    ...(hasCode(error, 'VALIDATION_FAILED') && { errors: error.errors }),
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
