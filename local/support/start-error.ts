/** The error of a local run that cannot start for a reason that its user can fix. */

/** Its message is one line that contains the reason and the solution. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}
