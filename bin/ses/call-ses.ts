/** Calls the operations of SES v2 that have no body, for operators' commands. */
import { sign } from 'aws4';
import { AwsCallError, toAwsCallError } from '../../lambda/shared/aws/aws-call-error';
import type { AwsService } from '../../lambda/shared/aws/aws-services';
import type { AwsSettings } from '../../lambda/shared/aws/aws-settings';

/** One call. */
export interface SesCall {
  /** The operation, such as `GetAccount`. */
  readonly operation: string;
  readonly method: 'GET' | 'DELETE';
  /** The segments of the path after `/v2/email`, which are encoded here. */
  readonly path: readonly string[];
}

/**
 * Makes a call, and returns the output.
 * @throws AwsCallError
 */
export type CallSes = (call: SesCall) => Promise<Readonly<Record<string, unknown>>>;

/** The timeout of a call in milliseconds. */
const TIMEOUT = 5_000;

/** Creates the caller. It repeats no call: an operator runs the command again. */
export function createSesCaller({ endpoint, region, credentials }: AwsSettings<AwsService>): CallSes {
  return async ({ operation, method, path }) => {
    const name = `ses:${operation}`;
    const url = new URL(`/v2/email/${path.map(encodeURIComponent).join('/')}`, endpoint);
    // the endpoint is named `email`, and the service in signatures `ses`
    const signed = sign({ method, service: 'ses', region, host: url.host, path: url.pathname }, credentials);
    const { Host: _, ...headers } = signed.headers as Record<string, string>;
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    }).catch((cause: Error) => {
      throw new AwsCallError(name, 'unavailable', codeOf(cause));
    });
    const body = await response.text();
    if (!response.ok) throw toAwsCallError(name, response.status, response.headers.get('x-amzn-errortype'));
    return parseObject(name, body);
  };
}

/** Returns the code of a failed connection, such as `ECONNREFUSED`. */
function codeOf({ name, cause }: Error): string {
  if (name === 'TimeoutError') return 'ETIMEDOUT';
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? 'UNKNOWN';
}

function parseObject(name: string, body: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body === '' ? '{}' : body);
    if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
  } catch {
    // the parser's message quotes the response
  }
  throw new AwsCallError(name, 'unavailable', 'MalformedAnswer');
}
