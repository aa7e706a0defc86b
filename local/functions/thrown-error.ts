/** An error that a function threw, as its worker reports it. */

/** An error as Lambda's runtime describes it, with more details for developers. */
export interface ThrownError {
  readonly errorType: string;
  readonly errorMessage: string;
  /** In V8's format: type and message, then the frames. @default - the thrown value has none */
  readonly stack?: string;
  readonly cause?: ThrownError;
}
