/** Turns whatever a handler threw into what Lambda reports of it and what a developer needs. */
import type { ThrownError } from '../thrown-error';

/** A longer chain of causes is cut, and so is a circle. */
const MAX_CAUSES = 5;

/** Never throws, whatever the thrown value's getters do. */
export function describeError(thrown: unknown, causes = MAX_CAUSES): ThrownError {
  try {
    if (!isErrorLike(thrown)) return { errorType: typeof thrown, errorMessage: String(thrown) };
    const { name, message, stack, cause } = thrown;
    return {
      errorType: typeof name === 'string' ? name : 'Error',
      errorMessage: typeof message === 'string' ? message : String(message),
      ...(typeof stack === 'string' && { stack }),
      ...(cause !== undefined && causes > 0 && { cause: describeError(cause, causes - 1) }),
    };
  } catch {
    return { errorType: 'Error', errorMessage: 'The function threw a value that cannot be read.' };
  }
}

function isErrorLike(
  value: unknown,
): value is Partial<Record<'name' | 'message' | 'stack' | 'cause', unknown>> {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}
