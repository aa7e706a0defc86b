/** The error of a local run that cannot start for a reason that its user can do something about. */

/** Its message is one line that says what is wrong and what to do. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}
