/** Describes a thrown value as Lambda does, with more details for developers. */
import type { ThrownError } from '../thrown-error';

/** The maximum number of causes. It also ends circular chains. */
const MAX_CAUSES = 5;

/** Describes a thrown value. It never throws, even if getters of the value do. */
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
