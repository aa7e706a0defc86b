/** Turns whatever a handler threw into the two strings that Lambda reports. */

/** An error as Lambda's runtime describes it. */
export interface ErrorDescription {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack?: string;
}

/** Never throws, whatever the thrown value's getters do. */
export function describeError(thrown: unknown): ErrorDescription {
  try {
    if (!isErrorLike(thrown)) return { errorType: typeof thrown, errorMessage: String(thrown) };
    const { name, message, stack } = thrown;
    return {
      errorType: typeof name === 'string' ? name : 'Error',
      errorMessage: typeof message === 'string' ? message : String(message),
      ...(typeof stack === 'string' && { stack }),
    };
  } catch {
    return { errorType: 'Error', errorMessage: 'The function threw a value that cannot be read.' };
  }
}

function isErrorLike(value: unknown): value is Partial<Record<'name' | 'message' | 'stack', unknown>> {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}
