/** Tells the log of an error no more than is safe. */
import { isAwsCallError } from './aws/aws-call-error';
import { isLatchkeyError } from './errors';

/** What stands in the log. */
export interface ErrorDescription {
  readonly name: string;
  readonly message?: string;
  /** Where it was thrown. */
  readonly at?: readonly string[];
  readonly cause?: ErrorDescription;
}

/**
 * Describes an error with its causes. Messages are told only of our own errors and of those with which AWS services
 * answer; others, such as a parser's, may quote what they failed at, and of them only the place is told.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(isTellable(error) && { message: error.message }),
    at: frames.map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

function isTellable(error: Error): boolean {
  return isLatchkeyError(error) || isAwsCallError(error) || '$fault' in error;
}
