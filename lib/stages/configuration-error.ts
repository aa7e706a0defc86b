/** The error for a wrong configuration of the app: a stage, a setting or a route. */

/** Thrown for a wrong configuration. The message has one line for each error, with what to do; callers print it without the stack. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
