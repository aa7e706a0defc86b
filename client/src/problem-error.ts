/** Converts unsuccessful responses to errors: problem details (RFC 9457), typed by the OpenAPI document. */
import type { components, ProblemCode } from './api-types';
import type { PasskeyProblemCode } from './passkey-types';

type Problem = components['schemas']['Problem'];

/** Thrown for an unsuccessful response of the API. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  /**
   * `UNEXPECTED_ANSWER`: the response is not from the API, but for example a proxy's page. `STEP_UP_REQUIRED` comes from
   * routes of your own.
   */
  readonly code: ProblemCode | PasskeyProblemCode | 'STEP_UP_REQUIRED' | 'UNEXPECTED_ANSWER';
  /** The HTTP status. */
  readonly status: number;
  /** Each fault of the request. Empty if the problem has no parts. */
  readonly errors: NonNullable<Problem['errors']>;
  /** The id of the request in the log. */
  readonly requestId: string | undefined;
  /** Seconds to wait before a retry can succeed. @default - the API sends none */
  readonly retryAfterSeconds: number | undefined;
  /** How many seconds ago the user may have been authenticated at most. @default - the API sends none */
  readonly maxAgeSeconds: number | undefined;
  /** The kinds of proof that the API accepts. Empty if the password suffices, and for other problems. */
  readonly kinds: readonly string[];

  /** @param body the parsed body of the response, of any type */
  constructor({ status, headers }: Pick<Response, 'status' | 'headers'>, body: unknown) {
    const problem = isProblem(body) ? body : undefined;
    super(problem?.detail ?? `The API returned an unexpected response with status ${status}.`);
    this.code = (problem?.code as ProblemCode | undefined) ?? 'UNEXPECTED_ANSWER';
    this.status = status;
    this.errors = Array.isArray(problem?.errors) ? problem.errors : [];
    this.requestId = problem?.requestId;
    const { max_age: maxAge, kinds }: Pick<Problem, 'max_age' | 'kinds'> = Object(problem);
    this.maxAgeSeconds = typeof maxAge === 'number' ? maxAge : undefined;
    this.kinds = Array.isArray(kinds) ? kinds.filter((kind) => typeof kind === 'string') : [];
    // The API sends seconds. The other form is a date, for which this device's clock may be wrong (RFC 9110
    // section 10.2.3).
    const seconds = headers.get('retry-after') ?? '';
    this.retryAfterSeconds = /^\d+$/.test(seconds) ? Number(seconds) : undefined;
  }
}

/**
 * Returns the data of a successful call of `client.api`.
 * @throws ProblemError for any other
 */
export function unwrap<Data>(result: { data?: Data; error?: unknown; response: Response }): Data {
  if (!result.response.ok) throw new ProblemError(result.response, result.error);
  return result.data as Data;
}

/** Whether an error is a problem with this code. */
export function hasCode(error: unknown, code: ProblemError['code']): error is ProblemError {
  return error instanceof ProblemError && error.code === code;
}

function isProblem(body: unknown): body is Problem {
  const { code, detail } = Object(body) as Partial<Record<string, unknown>>;
  return typeof code === 'string' && typeof detail === 'string';
}
