/** The error of a failed call to AWS: AWS's name for it, and what it means for the caller. */

/**
 * - `throttled`: too many calls
 * - `denied`: the role lacks the permission, or AWS rejects the credentials
 * - `not-found`: the table or the key does not exist
 * - `unavailable`: no response in time, no connection, or a failure on AWS's side
 * - `refused`: any other refusal
 */
export type AwsCallErrorKind = 'throttled' | 'denied' | 'not-found' | 'unavailable' | 'refused';

/** Marks these errors. The symbol is the same in every file that a function loads. */
const MARK: unique symbol = Symbol.for('latchkey.aws-call-error');

/**
 * Thrown when a call fails. It holds nothing of the request, and only AWS's name for the error of the
 * response.
 */
export class AwsCallError extends Error {
  readonly [MARK] = true;

  constructor(
    /** For example `dynamodb:GetItem`. */
    readonly operation: string,
    readonly kind: AwsCallErrorKind,
    /** AWS's `__type` without its namespace, or a system code such as `ECONNREFUSED`. */
    readonly reason: string,
  ) {
    super(`${operation} failed: ${reason} (${kind})`);
    this.name = 'AwsCallError';
  }

  /** Whether a repeated call may succeed. */
  get transient(): boolean {
    return this.kind === 'throttled' || this.kind === 'unavailable';
  }
}

/**
 * Whether an error is an `AwsCallError`. Files that a function loads on demand have their own copies of the
 * class, so `instanceof` fails across them.
 */
export function isAwsCallError(error: unknown): error is AwsCallError {
  return error instanceof Error && MARK in error;
}

/** AWS's names of errors, without the `Exception` suffix that most have. */
const KINDS: Readonly<Record<string, AwsCallErrorKind>> = {
  LimitExceeded: 'throttled',
  ProvisionedThroughputExceeded: 'throttled',
  RequestLimitExceeded: 'throttled',
  Throttling: 'throttled',
  TooManyRequests: 'throttled',
  AccessDenied: 'denied',
  ExpiredToken: 'denied',
  IncompleteSignature: 'denied',
  InvalidSignature: 'denied',
  MissingAuthenticationToken: 'denied',
  UnrecognizedClient: 'denied',
  NotFound: 'not-found',
  ResourceNotFound: 'not-found',
};

/**
 * Builds the error for an unsuccessful response.
 *
 * @param type the name of the error in the response. It may follow a namespace and precede a URL
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
export function toAwsCallError(operation: string, status: number, type: unknown): AwsCallError {
  // The name is logged, so accept nothing else.
  const reason = /(?:^|#)([A-Za-z]{1,80})(?:$|:)/.exec(String(type ?? ''))?.[1] ?? `HTTP ${status}`;
  return new AwsCallError(operation, KINDS[reason.replace(/Exception$/, '')] ?? kindOfStatus(status), reason);
}

function kindOfStatus(status: number): AwsCallErrorKind {
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'denied';
  return status >= 500 ? 'unavailable' : 'refused';
}

/**
 * Returns the name of the error in a body of the AWS JSON protocols: its `__type`.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization
 */
export function readErrorType(body: string): unknown {
  try {
    return JSON.parse(body)?.__type;
  } catch {
    return undefined;
  }
}
