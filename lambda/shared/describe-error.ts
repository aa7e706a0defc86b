/** Tells the log of an error no more than is safe. */
import { isAwsCallError } from './aws/aws-call-error';
import { hasCode, isLatchkeyError } from './errors';
import type * as Places from './list-places';

/** A file of its own beside the bundle, see `onDemand` of the functions' construct. */
const loadPlaces = (): typeof Places => require(`${__dirname}/list-places`);

/** What stands in the log. */
export interface ErrorDescription {
  readonly name: string;
  readonly message?: string;
  /** Where it was thrown, the innermost call first. */
  readonly at?: readonly string[];
  readonly cause?: ErrorDescription;
}

/** Codes of system errors whose messages name the call and the peer, and nothing that a client sent. */
const SYSTEM_ERROR =
  /^E(ADDRNOTAVAIL|AI_AGAIN|CONNABORTED|CONNREFUSED|CONNRESET|HOSTUNREACH|MFILE|NETUNREACH|NOTFOUND|PIPE|TIMEDOUT)$/;

/**
 * Describes an error with its causes. Messages are kept only of our own errors, of those with which AWS services answer, and of
 * a list of system errors. Others, such as a parser's, may quote what they failed at: of them only the place is kept.
 * @param causes how many causes are described; the chain may be a circle
 */
export function describeError(error: unknown, causes = 5): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, cause } = error;
  return {
    name: /^[\w.$]{1,80}$/.test(name) ? name : 'Error',
    ...(isTellable(error) && { message }),
    at: listPlaces(error),
    ...(cause !== undefined && causes > 0 && { cause: describeError(cause, causes - 1) }),
  };
}

function listPlaces(error: Error): readonly string[] {
  try {
    // an outage would last longer by the reading of the map
    return loadPlaces().listPlaces(error, !hasCode(error, 'DEPENDENCY_UNAVAILABLE'));
  } catch {
    // without its file beside it a bundle still answers
    return [];
  }
}

function isTellable(error: Error): boolean {
  return (
    isLatchkeyError(error) ||
    isAwsCallError(error) ||
    '$fault' in error ||
    ('syscall' in error && SYSTEM_ERROR.test((error as NodeJS.ErrnoException).code ?? ''))
  );
}
