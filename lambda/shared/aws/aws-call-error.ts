/** What a call to AWS fails with: AWS's own name for it and what it means to the caller. */

/**
 * - `throttled`: too many calls
 * - `denied`: the role may not, or the credentials are not accepted
 * - `not-found`: the table or the key does not exist
 * - `unavailable`: no answer in time, no connection, or a failure on AWS's side
 * - `refused`: anything else that AWS says no to
 */
export type AwsCallErrorKind = 'throttled' | 'denied' | 'not-found' | 'unavailable' | 'refused';

/** The mark of these errors, the same in every file that a function loads. */
const MARK: unique symbol = Symbol.for('latchkey.aws-call-error');

/** A call that failed. Holds nothing of what was sent, and of the answer only AWS's name for the error. */
export class AwsCallError extends Error {
  readonly [MARK] = true;

  constructor(
    /** Such as `dynamodb:GetItem`. */
    readonly operation: string,
    readonly kind: AwsCallErrorKind,
    /** AWS's `__type` without its namespace, or a system code such as `ECONNREFUSED`. */
    readonly reason: string,
  ) {
    super(`${operation} failed: ${reason} (${kind})`);
    this.name = 'AwsCallError';
  }

  /** Whether the same call may succeed when it is made again. */
  get transient(): boolean {
    return this.kind === 'throttled' || this.kind === 'unavailable';
  }
}

/** Whether an error is one of these. Files that a function loads on demand have copies of the class, which `instanceof` tells apart. */
export function isAwsCallError(error: unknown): error is AwsCallError {
  return error instanceof Error && MARK in error;
}

/** AWS's names for errors, without the `Exception` that most of them end in. */
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
 * Builds the error for an answer that is no success.
 *
 * @param body the answer's text; an error of the AWS JSON protocols names itself in `__type`
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization
 */
export function toAwsCallError(operation: string, status: number, body: string): AwsCallError {
  const reason = readType(body) ?? `HTTP ${status}`;
  return new AwsCallError(operation, KINDS[reason.replace(/Exception$/, '')] ?? kindOfStatus(status), reason);
}

function kindOfStatus(status: number): AwsCallErrorKind {
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'denied';
  return status >= 500 ? 'unavailable' : 'refused';
}

function readType(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const type = (parsed as { __type?: unknown } | null)?.__type;
    if (typeof type !== 'string') return undefined;
    // the name goes into logs, so nothing else may pass for it
    return /(?:^|#)([A-Za-z]{1,80})$/.exec(type)?.[1];
  } catch {
    return undefined;
  }
}
