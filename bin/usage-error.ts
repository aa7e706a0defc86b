/** The error of a command line that is not valid. */

/** Thrown when an option is missing, or its value is not valid. The message is one line with what to do. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/**
 * Returns what is wrong with the command line, in one line, if this is the cause of an error. The cause can also be an
 * error of `parseArgs`, such as an unknown option. Returns undefined for any other error.
 */
export function findUsageFault(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  const { code, message = '' } = Object(error) as Partial<NodeJS.ErrnoException>;
  if (!String(code).startsWith('ERR_PARSE_ARGS_')) return undefined;
  // further sentences explain how to pass a value that begins with a hyphen
  const [fault = ''] = message.split(/\n|\. /);
  return `${fault.replace(/\.$/, '')}. See --help.`;
}
