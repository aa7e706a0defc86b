/** Describes an error for the log, and leaves out what is not safe to log. */
import { isAwsCallError } from './aws/aws-call-error';
import { hasCode, isLatchkeyError } from './errors';
import type * as Places from './list-places';

/** A separate file next to the bundle: see `onDemand` of the functions' construct. */
const loadPlaces = (): typeof Places => require(`${__dirname}/list-places`);

/** An error as it is logged. */
export interface ErrorDescription {
  readonly name: string;
  readonly message?: string;
  /** The frames of the stack, innermost call first. */
  readonly at?: readonly string[];
  readonly cause?: ErrorDescription;
}

/** Codes of system errors whose messages name the call and the peer, but no client input. */
const SYSTEM_ERROR =
  /^E(ADDRNOTAVAIL|AI_AGAIN|CONNABORTED|CONNREFUSED|CONNRESET|HOSTUNREACH|MFILE|NETUNREACH|NOTFOUND|PIPE|TIMEDOUT)$/;

/**
 * Describes an error and its causes. Messages are kept only of our own errors, of AWS services' errors, and
 * of a list of system errors. Any other message, such as a parser's, may quote its input: then only the
 * stack's frames are kept.
 * @param causes how many causes are described; the chain may be circular
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
    // Reading the source map would prolong an outage.
    return loadPlaces().listPlaces(error, !hasCode(error, 'DEPENDENCY_UNAVAILABLE'));
  } catch {
    // A bundle still answers without the file next to it.
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
