/** The error of whoever configures the app: a stage, a setting, a route. */

/** Its message says what is wrong and what to do, one line for each fault; its stack would tell nothing more. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
